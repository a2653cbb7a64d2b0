#include "explain/guidance.hpp"

#include <algorithm>

#include "explain/toml_file.hpp"
#include "language/utf8.hpp"

namespace aaben::explain {
namespace fs = std::filesystem;
namespace {

// As many characters as the glass shows upright without shrinking them.
constexpr std::size_t title_max = 24, meet_max = 180, line_max = 72, help_max = 170;
constexpr std::size_t lines_max = 4;

std::vector<fs::path> files_of(const fs::path& dir) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(dir, error))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::vector<GuidanceSource> sources_of(const TomlFile& file) {
    std::vector<GuidanceSource> sources;
    const toml::array* list = file.root()["source"].as_array();
    if (list == nullptr) return sources;
    for (const toml::node& node : *list) {
        const toml::table* one = node.as_table();
        if (one == nullptr) continue;
        file.only(*one, " in [[source]]", {"title", "publisher", "url", "read_on"});
        sources.push_back({file.text(*one, "title"), file.text(*one, "publisher"), file.text(*one, "url")});
        if (!file.date(*one, "read_on")) file.fault("a [[source]] does not say when it was read (read_on)");
    }
    return sources;
}

GuidanceTopic topic_of(const fs::path& path, const TomlFile& file) {
    GuidanceTopic topic;
    topic.id = path.stem().string();
    const toml::table& root = file.root();
    file.only(root, "", {"title", "order", "alone", "meet", "do", "say", "leave", "help", "source", "review"});
    topic.title = file.text(root, "title"), topic.meet = file.text(root, "meet"), topic.help = file.text(root, "help");
    topic.order = root["order"].value_or(0), topic.alone = root["alone"].value_or(false);
    topic.act = file.texts(root, "do"), topic.say = file.texts(root, "say"), topic.omit = file.texts(root, "leave");
    topic.sources = sources_of(file);
    if (const toml::table* review = file.table(root, "review")) {
        file.only(*review, " in [review]", {"state", "written_by", "reviewer", "reviewed_on"});
        topic.reviewer = file.text(*review, "reviewer");
    }
    if (topic.title.empty() || topic.meet.empty() || topic.act.empty()) file.fatal("needs title, meet and do");
    if (topic.sources.empty()) file.fatal("names no [[source]]; advice about people needs one");
    return topic;
}

std::vector<GuidanceTopic> read_topics(const fs::path& dir, std::vector<ContentFault>& faults) {
    std::vector<GuidanceTopic> topics;
    for (const fs::path& path : files_of(dir)) {
        const TomlFile file(path, "guidance/" + path.filename().string(), faults);
        if (file.read()) topics.push_back(topic_of(path, file));
    }
    std::ranges::stable_sort(topics, {}, &GuidanceTopic::order);
    return topics;
}

void check_length(const GuidanceTopic& topic, const char* key, const std::string& words, std::size_t most,
                  std::vector<ContentFault>& faults) {
    const std::size_t long_is = language::point_count(words);
    if (long_is <= most) return;
    const std::string what = std::string("'") + key + "' has " + std::to_string(long_is) + " characters, at most " +
                             std::to_string(most) + " are read in a glance: " + words;
    faults.push_back({"guidance/" + topic.id + ".toml", what, false});
}

}  // namespace

Result<Guidance> Guidance::load(const fs::path& dir) {
    std::error_code error;
    if (!fs::is_directory(dir, error)) return fail(Fault::NotFound, dir.string() + " is missing");
    std::vector<ContentFault> faults;
    Guidance guidance;
    guidance.topics_ = read_topics(dir, faults);
    const auto fatal = std::ranges::find_if(faults, &ContentFault::fatal);
    if (fatal != faults.end()) return fail(Fault::Invalid, fatal->file + " " + fatal->what);
    return guidance;
}

const GuidanceTopic* Guidance::find(std::string_view id) const {
    const auto at = std::ranges::find(topics_, id, &GuidanceTopic::id);
    return at == topics_.end() ? nullptr : &*at;
}

void check_guidance(const fs::path& dir, std::vector<ContentFault>& faults) {
    for (const GuidanceTopic& topic : read_topics(dir, faults)) {
        check_length(topic, "title", topic.title, title_max, faults);
        check_length(topic, "meet", topic.meet, meet_max, faults);
        check_length(topic, "help", topic.help, help_max, faults);
        for (const auto& [key, lines] : {std::pair{"do", topic.act}, {"say", topic.say}, {"leave", topic.omit}}) {
            for (const std::string& line : lines) check_length(topic, key, line, line_max, faults);
            if (lines.size() > lines_max)
                faults.push_back({"guidance/" + topic.id + ".toml",
                                  std::string("'") + key + "' has more than four lines; keep the best", false});
        }
    }
}

}  // namespace aaben::explain

#include "jobcenter/config.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <toml++/toml.h>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>

namespace aaben::jobcenter {
namespace {

// Reads known words out of one table and complains about all others.
class Section {
  public:
    Section(const toml::table& file, std::string name, std::string& complaint)
        : name_(std::move(name)), complaint_(complaint) {
        const toml::node* node = file.get(name_);
        table_ = node ? node->as_table() : nullptr;
        if (node && !table_) complain(name_ + " must be a table");
    }
    ~Section() {
        if (!table_) return;
        for (const auto& [key, node] : *table_)
            if (!known_.contains(std::string(key.str())))
                complain("unknown word " + name_ + "." + std::string(key.str()));
    }
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;

    void text(const char* key, std::string& out, bool required = false) {
        const toml::node* node = find(key);
        if (!node) {
            if (required) complain(name_ + "." + key + " is missing");
        } else if (const auto value = node->value_exact<std::string>(); value && !value->empty()) {
            out = *value;
        } else {
            complain(name_ + "." + key + " must be a text");
        }
    }

    void path(const char* key, const std::filesystem::path& dir, std::filesystem::path& out, bool required) {
        std::string value;
        text(key, value, required);
        if (!value.empty()) out = dir / value;
    }

    template <class T>
    void number(const char* key, T& out, std::int64_t least, std::int64_t most) {
        const toml::node* node = find(key);
        if (!node) return;
        const auto value = node->value_exact<std::int64_t>();
        if (value && *value >= least && *value <= most)
            out = static_cast<T>(*value);
        else
            complain(name_ + "." + key + " must be a whole number from " + std::to_string(least) + " to " +
                     std::to_string(most));
    }

  private:
    const toml::node* find(const char* key) {
        known_.insert(key);
        return table_ ? table_->get(key) : nullptr;
    }
    void complain(const std::string& what) {
        if (complaint_.empty()) complaint_ = what;
    }

    std::string name_;
    std::string& complaint_;
    const toml::table* table_ = nullptr;
    std::set<std::string> known_;
};

void read_sections(const toml::table& file, Config& config, std::string& complaint) {
    for (const auto& [key, node] : file)
        if (const std::set<std::string_view> known{"listen", "tls", "keys", "store", "limits"};
            !known.contains(key.str()))
            complaint = "unknown table " + std::string(key.str());
    {
        Section listen(file, "listen", complaint);
        listen.text("address", config.address);
        listen.number("port", config.port, 0, 65535);
        listen.number("threads", config.threads, 0, 256);
    }
    {
        Section tls(file, "tls", complaint);
        tls.path("certificate", config.dir, config.certificate, true);
        tls.path("key", config.dir, config.key, true);
        tls.path("ca", config.dir, config.ca, true);
        tls.path("ca_key", config.dir, config.ca_key, false);
    }
    {
        Section keys(file, "keys", complaint);
        keys.path("receipt", config.dir, config.receipt_key, true);
        keys.path("root_public", config.dir, config.root_public, true);
        keys.path("content_public", config.dir, config.content_public, false);
        keys.path("key_list", config.dir, config.key_list, true);
    }
    {
        Section store(file, "store", complaint);
        store.text("url", config.store_url, true);
        store.number("connections", config.store_connections, 1, 64);
    }
    Section limits(file, "limits", complaint);
    limits.number("connections", config.limits.connections_max, 1, 100'000);
    limits.number("strangers", config.limits.strangers_max, 1, 10'000);
    limits.number("stranger_timeout_s", config.limits.stranger_timeout_s, 1, 600);
    limits.number("disk_free_least_mb", config.limits.disk_free_least_mb, 0, 1'000'000'000);
    limits.number("handshake_timeout_s", config.limits.handshake_timeout_s, 1, 600);
    limits.number("head_timeout_s", config.limits.head_timeout_s, 1, 600);
    limits.number("body_timeout_s", config.limits.body_timeout_s, 1, 3600);
    limits.number("idle_timeout_s", config.limits.idle_timeout_s, 1, 3600);
    limits.number("wrong_codes_a_minute", config.limits.wrong_codes_a_minute, 1, 10'000);
}

void make_store_path_absolute(Config& config) {
    static constexpr std::string_view lite = "sqlite:";
    if (!config.store_url.starts_with(lite)) return;
    config.store_url = std::string(lite) + (config.dir / config.store_url.substr(lite.size())).string();
}

}  // namespace

Result<Config> load_config(const std::filesystem::path& file) {
    Config config;
    config.dir = std::filesystem::absolute(file).parent_path();
    auto text = read_file(file);
    if (!text)
        return fail(text.error().fault,
                    "the configuration " + file.string() + " cannot be read; make one with: jobcenter init DIR");
    std::string complaint;
    try {
        const toml::table table = toml::parse(*text, file.string());
        read_sections(table, config, complaint);
    } catch (const toml::parse_error& error) {
        std::ostringstream what;
        what << "line " << error.source().begin.line << ": " << error.description();
        complaint = what.str();
    }
    if (!complaint.empty())
        return fail(Fault::Invalid, "the configuration " + file.string() + " is not usable: " + complaint +
                                        "; nothing was started and nothing was changed; correct it or restore it");
    make_store_path_absolute(config);
    return config;
}

Result<std::string> read_file(const std::filesystem::path& file) {
    std::error_code code;
    if (!std::filesystem::is_regular_file(file, code))
        return fail(Fault::NotFound, "there is no file " + file.string());
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) return fail(Fault::Io, "cannot read " + file.string());
    return bytes;
}

Result<> write_file(const std::filesystem::path& file, std::string_view bytes, bool secret) {
    const std::filesystem::path fresh = file.string() + ".new";
    const int out = ::open(fresh.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, secret ? 0600 : 0644);
    if (out < 0) return fail(Fault::ReadOnly, "cannot write " + file.string());
    bool ok = true;
    for (std::size_t at = 0; ok && at < bytes.size();) {
        const auto n = ::write(out, bytes.data() + at, bytes.size() - at);
        ok = n > 0;
        if (ok) at += static_cast<std::size_t>(n);
    }
    ok = ok && ::fsync(out) == 0;
    ::close(out);
    if (!ok || ::rename(fresh.c_str(), file.c_str()) != 0) {
        ::unlink(fresh.c_str());
        return fail(Fault::Io, "cannot write " + file.string());
    }
    return Done{};
}

}  // namespace aaben::jobcenter

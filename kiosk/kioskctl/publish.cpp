#include "kioskctl/publish.hpp"

#include <unistd.h>

#include <cstdlib>
#include <ostream>

#include "content/bundle.hpp"
#include "explain/commands.hpp"
#include "jobcenter/commands.hpp"
#include "jobcenter/config.hpp"

namespace aaben::kioskctl {
namespace {

namespace fs = std::filesystem;

class Workplace {  // a folder that is gone afterwards
  public:
    Workplace() {
        std::string pattern = (fs::temp_directory_path() / "aaben-publish-XXXXXX").string();
        if (const char* made = ::mkdtemp(pattern.data())) dir = made;
    }
    ~Workplace() {
        std::error_code ignored;
        if (!dir.empty()) fs::remove_all(dir, ignored);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    fs::path dir;
};

Result<> gather(const fs::path& from, const fs::path& to) {
    std::error_code code;
    fs::create_directories(to, code);
    if (!fs::exists(from / "content.toml"))
        return fail(Fault::NotFound, (from / "content.toml").string() +
                                         " is missing: write one line into it, version = 1, and count it up each time");
    fs::copy_file(from / "content.toml", to / "content.toml", code);
    for (const char* part : {"letters", "languages", "guidance"})
        if (!code && fs::is_directory(from / part))
            fs::copy(from / part, to / part, fs::copy_options::recursive | fs::copy_options::copy_symlinks, code);
    if (code) return fail(Fault::Io, "the content cannot be copied aside: " + code.message());
    return Done{};
}

Result<seal::MinisignPublic> trusted_key(const jobcenter::Config& config, fs::path& file) {
    file = config.content_public.empty() ? config.root_public : config.content_public;
    auto text = jobcenter::read_file(file);
    if (!text) return text.error();
    while (!text->empty() && text->back() == '\n') text->pop_back();
    return content::parse_bundle_public(*text);
}

struct Signed {
    fs::path bundle;
    std::string signature;
    std::int64_t version = 0;
};

Result<Signed> build_and_sign(const Publishing& wish, const jobcenter::Config& config, const fs::path& aside,
                              std::ostream& out) {
    if (auto gathered = gather(wish.dir, aside / "content"); !gathered) return gathered.error();
    Signed made{aside / "letters.bundle", {}, 0};
    const auto manifest = content::build_bundle(aside / "content", made.bundle);
    if (!manifest) return manifest.error();
    made.version = manifest->version;
    out << "built: version " << made.version << ", " << manifest->files.size() << " files\n";
    const auto key = content::load_bundle_key(wish.key);
    if (!key) return key.error();
    auto signature = content::sign_bundle(made.bundle, *key);
    if (!signature) return signature.error();
    fs::path trusted_file;
    const auto trusted = trusted_key(config, trusted_file);
    if (!trusted) return trusted.error();
    if (auto good = content::verify_bundle(made.bundle, *signature, {*trusted}); !good)
        return fail(Fault::Refused, "the key " + wish.key.string() + " is not the one that kiosks trust (" +
                                        trusted_file.string() + "); they would refuse what it signs");
    made.signature = *std::move(signature);
    out << "signed and tried with " << trusted_file.filename().string() << "\n";
    return made;
}

// `half`: the bundle lies there, and its signature does not.
Result<> put(const Publishing& wish, const jobcenter::Config& config, const Signed& made, bool& half) {
    const SystemClock clock;
    const std::string target = wish.unit.empty() ? "*" : "unit:" + wish.unit;
    auto bytes = jobcenter::read_file(made.bundle);
    if (!bytes) return bytes.error();
    for (const auto& [name, what] :
         {std::pair<std::string, const std::string&>{"letters", *bytes}, {"letters.minisig", made.signature}})
        if (auto done = jobcenter::put_item(config.store_url, "content", name, target, made.version, what, clock); done)
            half = &what == &*bytes;
        else {
            if (done.error().fault != Fault::Refused) return done;
            return fail(Fault::Refused, "the jobcenter holds version " + std::to_string(made.version) +
                                            " or a higher one already: count up the version in " +
                                            (wish.dir / "content.toml").string());
        }
    return Done{};
}

}  // namespace

int content_publish(const Publishing& wish, std::ostream& out, std::ostream& err) {
    bool half = false;
    const auto failed = [&](const Error& error) {
        err << error.what
            << (half ? "; the bundle is put and its signature is not, so no kiosk takes it yet: the same command again "
                       "does the rest\n"
                     : "; nothing was published\n");
        return error.fault == Fault::Invalid || error.fault == Fault::NotFound ? 2 : 1;
    };
    const auto config = jobcenter::load_config(wish.config);
    if (!config) return failed(config.error());
    out << "checked: " << std::flush;
    if (explain::content_check(wish.dir, wish.today, out) != 0) {
        err << "the content has faults, listed above; nothing was published\n";
        return 1;
    }
    const Workplace aside;
    if (aside.dir.empty()) return failed(fail(Fault::Io, "no folder for the work can be made"));
    const auto made = build_and_sign(wish, *config, aside.dir, out);
    if (!made) return failed(made.error());
    if (auto done = put(wish, *config, *made, half); !done) return failed(done.error());
    out << "put: version " << made->version << " for " << (wish.unit.empty() ? "every kiosk" : "unit " + wish.unit)
        << "; kiosks fetch it within a minute (kioskctl jobcenter item acks says which have)\n";
    return 0;
}

}  // namespace aaben::kioskctl

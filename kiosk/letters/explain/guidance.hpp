// Short advice for the caseworker before a conversation: how to meet somebody who is anxious, in pain, in a crisis. A
// file a topic in assets/guidance, written and reviewed like the letters, in Danish as all of the staff's side.
// Immutable after loading, so any thread may read. Always: a topic without a source is not loaded; who has not been
// read by somebody trained is shown as such.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "explain/content.hpp"
#include "platform/result.hpp"

namespace aaben::explain {

struct GuidanceSource {
    std::string title, publisher, url;
};

struct GuidanceTopic {
    std::string id;     // the file's name
    std::string title;  // "Angst"
    int order = 0;
    bool alone = false;  // not for the eyes of whoever came with the citizen: the glass asks before it shows it
    std::string meet;    // what it may look like, and what helps first
    std::vector<std::string> act, say, omit;  // [do], sentences that can be said aloud, [leave]
    std::string help;                         // who else, with a number when it is a well-known one
    std::vector<GuidanceSource> sources;
    std::string reviewer;  // empty: nobody with the training has read it yet
};

class Guidance {
  public:
    Guidance() = default;
    // NotFound: the folder is not there. Invalid, with file and reason: a topic that could not be shown truly.
    static Result<Guidance> load(const std::filesystem::path& dir);

    [[nodiscard]] const std::vector<GuidanceTopic>& topics() const { return topics_; }  // by their order
    [[nodiscard]] const GuidanceTopic* find(std::string_view id) const;                 // nullptr: none of that name

  private:
    std::vector<GuidanceTopic> topics_;
};

// What an editor must mend, and how: missing parts, unknown keys, lines too long for the glass.
void check_guidance(const std::filesystem::path& dir, std::vector<ContentFault>& faults);

}  // namespace aaben::explain

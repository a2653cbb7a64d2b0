#include "synthesis/synthesiser.hpp"

#include <espeak-ng/speak_lib.h>

#include <cstring>

namespace aaben::synthesis {
namespace {

constexpr int piece_ms = 60;  // how much sound is made before it is heard

int hand_on(short* samples, int count, espeak_EVENT* events) {
    const auto* take = events == nullptr ? nullptr : static_cast<const Synthesiser::Take*>(events->user_data);
    if (take == nullptr || samples == nullptr || count <= 0) return 0;
    return (*take)({samples, static_cast<std::size_t>(count)}) ? 0 : 1;
}

// By the voice's own name ("da"), else by a language it speaks ("en-gb" is spoken by gmw/en).
bool choose_voice(const std::string& voice) {
    if (espeak_SetVoiceByName(voice.c_str()) == EE_OK) return true;
    for (const espeak_VOICE** each = espeak_ListVoices(nullptr); each != nullptr && *each != nullptr; ++each) {
        // A list of languages, each a byte of rank and its tag, ended by a byte of 0.
        for (const char* at = (*each)->languages; at != nullptr && *at != 0; at += std::strlen(at) + 1)
            if (voice == at + 1) return espeak_SetVoiceByName((*each)->identifier) == EE_OK;
    }
    return false;
}

}  // namespace

Result<Synthesiser> Synthesiser::open() {
    const int samples_per_s = espeak_Initialize(AUDIO_OUTPUT_RETRIEVAL, piece_ms, nullptr, espeakINITIALIZE_DONT_EXIT);
    if (samples_per_s <= 0) return fail(Fault::NotFound, "espeak-ng's data is not installed");
    espeak_SetSynthCallback(hand_on);
    espeak_SetParameter(espeakRATE, words_per_min, 0);
    return Synthesiser(samples_per_s);
}

Result<> Synthesiser::say(const std::string& voice, const std::string& text, const Take& take) {
    if (voice != voice_ && !choose_voice(voice)) return fail(Fault::NotFound, "espeak-ng has no voice '" + voice + "'");
    voice_ = voice;
    Take taken = take;
    if (espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, &taken) != EE_OK)
        return fail(Fault::Io, "espeak-ng made no sound of a text");
    espeak_Synchronize();
    return Done{};
}

}  // namespace aaben::synthesis

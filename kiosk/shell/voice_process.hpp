// kiosk-voice, the program that speaks: started with the kiosk, told what to say, started again when it ends. Loop's
// thread; an own thread hears its answers and posts VoiceSeen and Spoken. Always: nothing here waits for it, so that a
// voice that hangs or dies is silence and no more; one that has no sound, or ends three times without a word, is not
// started again.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include "shell/inbox.hpp"
#include "text/catalogue.hpp"
#include "voice/narrator.hpp"

namespace aaben::shell {

class VoiceProcess {
  public:
    VoiceProcess(std::filesystem::path program, std::filesystem::path record, Inbox& inbox);
    ~VoiceProcess();
    VoiceProcess(const VoiceProcess&) = delete;
    VoiceProcess& operator=(const VoiceProcess&) = delete;

    // Sentences in a language without a voice are left out.
    void say(const voice::Say& say, const text::Catalogue& words);
    void stop();

  private:
    void run();
    bool start();
    void send(const std::string& lines);

    std::filesystem::path program_, record_;
    Inbox& inbox_;
    std::mutex mutex_;  // of the three below
    pid_t pid_ = -1;
    int socket_ = -1;
    bool ending_ = false;
    std::thread hearing_;
};

}  // namespace aaben::shell

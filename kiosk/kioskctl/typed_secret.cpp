#include "kioskctl/typed_secret.hpp"

#include <termios.h>
#include <unistd.h>

#include <istream>
#include <ostream>

#include "seal/secret.hpp"

namespace aaben::kioskctl {
namespace {

class NoEcho {
  public:
    explicit NoEcho(int terminal) : terminal_(terminal) {
        if (::tcgetattr(terminal_, &before_) != 0) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = ::tcsetattr(terminal_, TCSADRAIN, &quiet) == 0;  // what a scanner typed already is kept
    }
    ~NoEcho() {
        if (changed_) (void)::tcsetattr(terminal_, TCSADRAIN, &before_);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

  private:
    int terminal_;
    termios before_{};
    bool changed_ = false;
};

std::string line_of(std::istream& in) {
    std::string line;
    std::getline(in, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

}  // namespace

Result<std::string> typed_secret(std::istream& in, std::ostream& out, int terminal) {
    if (terminal < 0) {
        std::string first = line_of(in), again = line_of(in);  // a second line is the same PIN again, as at a terminal
        const bool same = again.empty() || again == first;
        seal::wipe(again);
        if (same) return first;
        seal::wipe(first);
        return fail(Fault::Refused, "the two PINs are not the same");
    }
    const NoEcho quiet(terminal);
    out << "PIN (it is not shown): " << std::flush;
    std::string first = line_of(in);
    out << "\nThe same again: " << std::flush;
    std::string again = line_of(in);
    out << "\n";
    const bool same = first == again;
    seal::wipe(again);
    if (same) return first;
    seal::wipe(first);
    return fail(Fault::Refused, "the two PINs are not the same");
}

int terminal_of_input() {
    return ::isatty(STDIN_FILENO) == 1 ? STDIN_FILENO : -1;
}

}  // namespace aaben::kioskctl

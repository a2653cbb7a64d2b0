#include "shell/slip_printer.hpp"

#include "machine/printer.hpp"

namespace aaben::shell {
namespace {

flow::Printer as_shown(machine::PrinterState state) {
    switch (state) {
        case machine::PrinterState::Ready:
            return flow::Printer::Ready;
        case machine::PrinterState::PaperOut:
            return flow::Printer::PaperOut;
        case machine::PrinterState::CoverOpen:
            return flow::Printer::CoverOpen;
        case machine::PrinterState::Off:
            return flow::Printer::Off;
    }  // no default case, so the compiler can warn about missing cases
    return flow::Printer::Off;
}

}  // namespace

flow::Printer look_at_printer(const std::filesystem::path& device) {
    return as_shown(machine::look_at_printer(device));
}

flow::Printer print_slip(const std::filesystem::path& device, const std::string& escpos) {
    return as_shown(machine::print_slip(device, escpos));
}

}  // namespace aaben::shell

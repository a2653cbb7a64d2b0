// Takes away from this process what reading a letter does not need: core dumps, being traced, new privileges, and after
// the pictures are opened, writing any file, the network and other programs. Called by kiosk-reader's main.
// Always: no letter's word can reach a disk through this process; where the kernel lacks Landlock the rest still holds.
#pragma once

namespace aaben::ocr {

void forbid_core_dumps();         // at the very start
bool forbid_files_and_network();  // false where the kernel cannot; output already open still works

}  // namespace aaben::ocr

// Where everything lies in the device's data folder, for both programs that share it: no name of it is spelt anywhere
// else. kiosk-sync writes what is marked S, kiosk what is marked K; each only reads the other's. Pure; any thread.
#pragma once

#include <filesystem>

namespace aaben::folder {

struct Layout {
    std::filesystem::path root;

    [[nodiscard]] std::filesystem::path journal() const { return root / "journal.db"; }  // K
    [[nodiscard]] std::filesystem::path mail() const { return root / "mail.db"; }        // S
    [[nodiscard]] std::filesystem::path keys() const { return root / "keys"; }
    [[nodiscard]] std::filesystem::path device_key() const { return keys() / "device.key.pem"; }      // S, 0600
    [[nodiscard]] std::filesystem::path device_certificate() const { return keys() / "device.pem"; }  // S
    [[nodiscard]] std::filesystem::path next_key() const {
        return keys() / "device.next.key.pem";
    }  // S, while enrolling, 0600
    [[nodiscard]] std::filesystem::path next_request() const {
        return keys() / "enrol.next.json";
    }  // S, while enrolling, 0600
    [[nodiscard]] std::filesystem::path ca() const { return keys() / "ca.pem"; }          // S
    [[nodiscard]] std::filesystem::path sign_key() const { return keys() / "sign.key"; }  // S, seed, 0600
    [[nodiscard]] std::filesystem::path box_key() const { return keys() / "box.key"; }    // S, seed, 0600
    [[nodiscard]] std::filesystem::path pepper() const { return keys() / "pepper"; }      // whoever is first, 0600
    [[nodiscard]] std::filesystem::path receipt_pub() const { return keys() / "receipt.pub"; }  // S, hex
    [[nodiscard]] std::filesystem::path root_pub() const { return keys() / "root.pub"; }        // S, hex
    [[nodiscard]] std::filesystem::path key_list() const { return keys() / "key_list.json"; }   // S, signed envelope
    [[nodiscard]] std::filesystem::path content() const { return root / "content"; }            // S (content/shelf.hpp)
    [[nodiscard]] std::filesystem::path incoming() const { return root / "incoming.bundle"; }  // S, a bundle on its way
    [[nodiscard]] std::filesystem::path bell_journal() const { return root / "bell-journal"; }  // K rings
    [[nodiscard]] std::filesystem::path bell_mail() const { return root / "bell-mail"; }        // S rings
    [[nodiscard]] std::filesystem::path enrol_request() const {
        return root / "enrol-request.json";
    }  // K writes, S removes
};

}  // namespace aaben::folder

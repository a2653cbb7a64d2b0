#include "ocr/look.hpp"

#include <unistd.h>

#include <algorithm>
#include <vector>

#include "camera/look.hpp"

namespace aaben::ocr {
namespace {

bool take(int socket, void* bytes, std::size_t size) {
    auto* at = static_cast<unsigned char*>(bytes);
    while (size > 0) {
        const ssize_t n = ::read(socket, at, size);
        if (n <= 0) return false;
        at += n, size -= static_cast<std::size_t>(n);
    }
    return true;
}

bool give(int socket, const void* bytes, std::size_t size) {
    const auto* at = static_cast<const unsigned char*>(bytes);
    while (size > 0) {
        const ssize_t n = ::write(socket, at, size);
        if (n <= 0) return false;
        at += n, size -= static_cast<std::size_t>(n);
    }
    return true;
}

// libjpeg makes a picture half, a quarter or an eighth as large for much less than the whole one costs.
int reduction_of(int width, int width_max) {
    int by = 1;
    while (by < 8 && width / by > width_max) by *= 2;
    return by;
}

std::vector<unsigned char> rgb_of(const Pix* picture) {
    const int w = pixGetWidth(picture), h = pixGetHeight(picture), words = pixGetWpl(picture);
    std::vector<unsigned char> rgb;
    rgb.reserve(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3);
    const l_uint32* row = pixGetData(const_cast<Pix*>(picture));  // NOLINT: only read
    for (int y = 0; y < h; ++y, row += words)
        for (int x = 0; x < w; ++x)
            for (const unsigned shift : {24U, 16U, 8U}) rgb.push_back(static_cast<unsigned char>(row[x] >> shift));
    return rgb;
}

}  // namespace

Result<Picture> load_small(std::span<const unsigned char> bytes, int width_max) {
    const auto head = read_head(bytes);
    if (!head) return head.error();
    Picture whole(head->format == IFF_JFIF_JPEG
                      ? pixReadMemJpeg(bytes.data(), bytes.size(), 0, reduction_of(head->width, width_max), nullptr, 0)
                      : pixReadMem(bytes.data(), bytes.size()));
    if (!whole) return fail(Fault::Invalid, "the picture is damaged");
    const Picture plain(pixRemoveAlpha(whole.get()));
    Picture colour(plain ? pixConvertTo32(plain.get()) : nullptr);
    if (!colour) return fail(Fault::Invalid, "the picture is damaged");
    const int width = pixGetWidth(colour.get());
    if (width <= width_max) return colour;
    const float scale = static_cast<float>(width_max) / static_cast<float>(width);
    Picture small(pixScaleAreaMap(colour.get(), scale, scale));
    if (!small) return fail(Fault::Io, "no memory for the picture");
    return small;
}

void serve_looks(int socket) {
    camera::LookAsked asked;
    std::vector<unsigned char> bytes;
    while (take(socket, &asked, sizeof asked) && asked.bytes <= camera::look_bytes_max) {
        bytes.resize(asked.bytes);
        if (!take(socket, bytes.data(), bytes.size())) return;
        camera::LookSeen seen;
        std::vector<unsigned char> rgb;
        const auto picture = load_small(bytes, static_cast<int>(camera::look_width_max));
        if (picture && pixGetHeight(picture->get()) <= static_cast<int>(camera::look_height_max)) {
            seen = {static_cast<std::uint32_t>(pixGetWidth(picture->get())),
                    static_cast<std::uint32_t>(pixGetHeight(picture->get()))};
            rgb = rgb_of(picture->get());
        }
        if (!give(socket, &seen, sizeof seen) || !give(socket, rgb.data(), rgb.size())) return;
    }
}

}  // namespace aaben::ocr

#include "ocr/picture.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <vector>

namespace aaben::ocr {
namespace {

constexpr std::size_t largest_file = std::size_t{64} * 1024 * 1024;
constexpr int largest_side = 12'000;
constexpr long most_pixels = 64'000'000;

}  // namespace

Result<Head> read_head(std::span<const unsigned char> bytes) {
    if (bytes.empty()) return fail(Fault::Invalid, "the picture is empty");
    Head head;
    if (pixReadHeaderMem(bytes.data(), bytes.size(), &head.format, &head.width, &head.height, nullptr, nullptr,
                         nullptr) != 0)
        return fail(Fault::Invalid, "not a picture that can be read (PNG, JPEG, TIFF, WebP)");
    if (head.width < 40 || head.height < 40 || head.width > largest_side || head.height > largest_side ||
        long{head.width} * head.height > most_pixels)
        return fail(Fault::Invalid, "the picture's size is out of bounds");
    return head;
}

Result<Picture> load_picture(std::span<const unsigned char> bytes) {
    const auto head = read_head(bytes);
    if (!head) return head.error();
    Picture picture(pixReadMem(bytes.data(), bytes.size()));
    if (!picture) return fail(Fault::Invalid, "the picture is damaged");
    if (pixGetWidth(picture.get()) != head->width || pixGetHeight(picture.get()) != head->height)
        return fail(Fault::Invalid, "the picture is not what it says of itself");
    return picture;
}

Result<Picture> load_picture_fd(int fd) {
    std::vector<unsigned char> bytes;
    std::array<unsigned char, 65536> part{};
    while (true) {
        const auto got = ::read(fd, part.data(), part.size());
        if (got < 0) return fail(Fault::Io, "the picture could not be read from its pipe");
        if (got == 0) break;
        bytes.insert(bytes.end(), part.begin(), part.begin() + got);
        if (bytes.size() > largest_file) return fail(Fault::Invalid, "the picture is too large");
    }
    return load_picture(std::span<const unsigned char>(bytes));
}

Result<Picture> load_picture(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return fail(Fault::NotFound, "the picture file cannot be opened");
    auto picture = load_picture_fd(fd);
    ::close(fd);
    return picture;
}

Picture to_grey(const Pix* picture) {
    return Picture(pixConvertTo8(const_cast<Pix*>(picture), 0));  // NOLINT: Leptonica's older calls take no const
}

Picture small_darkest(const Pix* picture, int longest_side) {
    const int longest = std::max(pixGetWidth(picture), pixGetHeight(picture));
    const int step = std::max(1, longest / (2 * longest_side));  // the half of the pixels that averaging needs
    if (pixGetDepth(picture) != 32) return scaled_to(to_grey(picture).get(), longest_side);
    const int w = static_cast<int>(pixGetWidth(picture)) / step;
    const int h = static_cast<int>(pixGetHeight(picture)) / step;
    Picture few(pixCreateNoInit(w, h, 8));
    for (int y = 0; y < h; ++y) {
        const l_uint32* from = pixGetData(const_cast<Pix*>(picture)) +  // NOLINT: only read
                               static_cast<std::ptrdiff_t>(y) * step * pixGetWpl(picture);
        l_uint32* to = pixGetData(few.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(few.get());
        for (int x = 0; x < w; ++x) {
            const l_uint32 rgb = from[static_cast<std::ptrdiff_t>(x) * step];
            SET_DATA_BYTE(to, x, static_cast<l_uint8>(std::min({rgb >> 24U, rgb >> 16U & 255U, rgb >> 8U & 255U})));
        }
    }
    return scaled_to(few.get(), longest_side);
}

Picture scaled_to(const Pix* picture, int longest_side) {
    const int longest = std::max(pixGetWidth(picture), pixGetHeight(picture));
    const float scale = static_cast<float>(longest_side) / static_cast<float>(longest);
    Pix* source = const_cast<Pix*>(picture);  // NOLINT: as above
    if (scale >= 0.98F && scale <= 1.02F) return Picture(pixClone(source));
    return Picture(scale < 0.7F ? pixScaleAreaMap(source, scale, scale) : pixScale(source, scale, scale));
}

std::string grey_base64(const Pix* picture) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const int w = pixGetWidth(picture), h = pixGetHeight(picture);
    const l_uint32* data = pixGetData(const_cast<Pix*>(picture));  // NOLINT: only read
    std::string bytes;
    for (int y = 0; y < h; ++y) {
        const l_uint32* row = data + static_cast<std::ptrdiff_t>(y) * pixGetWpl(picture);
        for (int x = 0; x < w; ++x) bytes += static_cast<char>(GET_DATA_BYTE(row, x));
    }
    const auto byte = [&](std::size_t i) {
        return i < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[i])) : 0U;
    };
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const unsigned value = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
        out += digits[value >> 18U & 63U];
        out += digits[value >> 12U & 63U];
        out += i + 1 < bytes.size() ? digits[value >> 6U & 63U] : '=';
        out += i + 2 < bytes.size() ? digits[value & 63U] : '=';
    }
    return out;
}

}  // namespace aaben::ocr

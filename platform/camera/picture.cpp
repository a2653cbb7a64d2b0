// Decoding and making pictures: JPEG by libjpeg-turbo, PNG by libpng's simplified reader, PPM by hand.
#include <cstddef>
#include <cstdio>

// jpeglib.h wants size_t and FILE before it.
#include <jpeglib.h>
#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <string>

#include "camera/frame_source.hpp"

namespace aaben::camera {
namespace {

constexpr std::size_t pixels_max = 64'000'000;

struct JpegTrap {  // libjpeg ends the process on an error unless it is given a way out
    jpeg_error_mgr base;
    std::jmp_buf out;
};

void leave(j_common_ptr info) {
    std::longjmp(reinterpret_cast<JpegTrap*>(info->err)->out, 1);
}
void stay_silent(j_common_ptr, int) {}

bool decode_jpeg(const std::vector<std::uint8_t>& bytes, Frame& frame) {
    jpeg_decompress_struct info{};
    JpegTrap trap{};
    info.err = jpeg_std_error(&trap.base);
    trap.base.error_exit = leave;
    trap.base.emit_message = stay_silent;
    if (setjmp(trap.out)) {  // NOLINT: libjpeg's own way
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes.data(), bytes.size());
    jpeg_read_header(&info, TRUE);
    if (std::size_t{info.image_width} * info.image_height > pixels_max) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    info.out_color_space = JCS_RGB;
    jpeg_start_decompress(&info);
    frame.width = static_cast<int>(info.output_width);
    frame.height = static_cast<int>(info.output_height);
    frame.rgb.resize(std::size_t{info.output_width} * info.output_height * 3);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = frame.rgb.data() + std::size_t{info.output_scanline} * info.output_width * 3;
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return true;
}

bool decode_png(const std::vector<std::uint8_t>& bytes, Frame& frame) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return false;
    image.format = PNG_FORMAT_RGB;
    const bool fits = std::size_t{image.width} * image.height <= pixels_max;
    if (fits) frame.rgb.resize(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    const bool read = fits && png_image_finish_read(&image, &white, frame.rgb.data(), 0, nullptr);
    frame.width = static_cast<int>(image.width);
    frame.height = static_cast<int>(image.height);
    png_image_free(&image);
    return read;
}

}  // namespace

Result<Frame> decode_picture(std::vector<std::uint8_t> bytes) {
    Frame frame;
    const bool jpeg = bytes.size() > 3 && bytes[0] == 0xFF && bytes[1] == 0xD8;
    if (jpeg ? decode_jpeg(bytes, frame) : decode_png(bytes, frame)) {
        frame.encoded = std::move(bytes);
        return frame;
    }
    return fail(Fault::Invalid, "not a JPEG or PNG picture that can be read");
}

std::vector<std::uint8_t> encode_ppm(const Frame& frame) {
    const std::string head = "P6\n" + std::to_string(frame.width) + " " + std::to_string(frame.height) + "\n255\n";
    std::vector<std::uint8_t> out(head.begin(), head.end());
    out.insert(out.end(), frame.rgb.begin(), frame.rgb.end());
    return out;
}

Frame smaller(const Frame& frame, int width_max) {
    int step = 1;
    while (frame.width / step > width_max) ++step;
    Frame out;
    out.width = frame.width / step;
    out.height = frame.height / step;
    out.rgb.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 3);
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            for (std::size_t c = 0; c < 3; ++c) {  // the mean of the block: a picked pixel would lose thin strokes
                int sum = 0;
                for (int dy = 0; dy < step; ++dy)
                    for (int dx = 0; dx < step; ++dx)
                        sum +=
                            frame.rgb[(static_cast<std::size_t>(y * step + dy) * static_cast<std::size_t>(frame.width) +
                                       static_cast<std::size_t>(x * step + dx)) *
                                          3 +
                                      c];
                out.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                         static_cast<std::size_t>(x)) *
                            3 +
                        c] = static_cast<std::uint8_t>(sum / (step * step));
            }
        }
    }
    return out;
}

void Frame::wipe() {
    for (auto* bytes : {&rgb, &encoded}) {
        volatile std::uint8_t* p = bytes->data();  // volatile: the compiler may not leave the overwriting out
        for (std::size_t i = 0; i < bytes->size(); ++i) p[i] = 0;
        bytes->clear();
    }
    width = height = 0;
}

}  // namespace aaben::camera

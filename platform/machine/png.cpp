#include <png.h>

#include "machine/pixels.hpp"

namespace aaben::machine {

Result<> save_png(const Pixels& pixels, const std::filesystem::path& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(pixels.width);
    image.height = static_cast<png_uint_32>(pixels.height);
    image.format = PNG_FORMAT_RGBA;
    if (png_image_write_to_file(&image, path.c_str(), 0, pixels.rgba.data(), 0, nullptr) == 0) {
        return fail(Fault::Io, "picture cannot be written: " + path.string() + ": " + image.message);
    }
    return Done{};
}

Result<Pixels> load_png(const std::filesystem::path& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, path.c_str()) == 0) {
        return fail(Fault::NotFound, "picture cannot be read: " + path.string() + ": " + image.message);
    }
    image.format = PNG_FORMAT_RGBA;
    Pixels pixels{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    pixels.rgba.resize(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, pixels.rgba.data(), 0, nullptr) == 0) {
        return fail(Fault::Invalid, "picture is damaged: " + path.string() + ": " + image.message);
    }
    return pixels;
}

}  // namespace aaben::machine

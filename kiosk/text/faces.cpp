#include "text/faces.hpp"

#include <ft2build.h>

#include <algorithm>
#include <filesystem>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace aaben::text {

struct Faces::Face {
    std::string path;
    bool tried = false;
    hb_blob_t* blob = nullptr;
    hb_font_t* font = nullptr;  // scaled to font units: shaping does not depend on the size
    FT_Face outlines = nullptr;
    int size_64 = 0;  // what `outlines` is set to
    float units_per_em = 1000;
    Vertical vertical;

    explicit Face(std::string file) : path(std::move(file)) {}
    ~Face() {
        if (outlines != nullptr) FT_Done_Face(outlines);
        hb_font_destroy(font);
        hb_blob_destroy(blob);
    }
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;

    void open() {
        tried = true;
        blob = hb_blob_create_from_file_or_fail(path.c_str());  // mapped read-only
        if (blob == nullptr) return;
        hb_face_t* face = hb_face_create(blob, 0);
        const unsigned units = hb_face_get_upem(face);
        if (hb_face_get_glyph_count(face) > 0 && units > 0) {
            font = hb_font_create(face);
            units_per_em = static_cast<float>(units);
            hb_font_set_scale(font, static_cast<int>(units), static_cast<int>(units));
            hb_font_extents_t extents{};
            hb_font_get_h_extents(font, &extents);
            vertical = {static_cast<float>(extents.ascender) / units_per_em,
                        static_cast<float>(-extents.descender) / units_per_em};
        }
        hb_face_destroy(face);
    }
};

Faces::Faces(FontPaths paths) : paths_(std::move(paths)), buffer_(hb_buffer_create()) {
    // The nearest weight is the heavier one: a button that must stand out may not turn thin.
    constexpr std::array<std::array<std::size_t, weight_count>, weight_count> nearest{
        {{0, 1, 2}, {1, 2, 0}, {2, 1, 0}}};
    std::error_code ignored;
    const auto add = [&](std::vector<std::uint16_t>& list, const std::vector<std::string>& files) {
        for (const std::string& file : files) {
            if (std::filesystem::exists(file, ignored)) list.push_back(listed(file));
        }
    };
    for (const FontFamily& family : paths_.families) {
        for (const auto& order : nearest) {
            std::vector<std::uint16_t>& list = candidates_.emplace_back();
            for (const std::size_t weight : order) add(list, family.paths[weight]);
        }
    }
    add(candidates_.emplace_back(), paths_.icons);
}

Faces::~Faces() {
    faces_.clear();
    if (library_ != nullptr) FT_Done_FreeType(library_);
    hb_buffer_destroy(buffer_);
}

std::uint16_t Faces::listed(const std::string& path) {
    for (std::size_t i = 0; i < faces_.size(); ++i) {
        if (faces_[i]->path == path) return static_cast<std::uint16_t>(i);
    }
    faces_.push_back(std::make_unique<Face>(path));
    return static_cast<std::uint16_t>(faces_.size() - 1);
}

bool Faces::opened(std::uint16_t face) {
    Face& wanted = *faces_[face];
    if (!wanted.tried) wanted.open();
    return wanted.font != nullptr;
}

std::optional<std::uint16_t> Faces::face_of(std::size_t family, Weight weight) {
    for (const std::uint16_t face : candidates_[family * weight_count + static_cast<std::size_t>(weight)]) {
        if (opened(face)) return face;
    }
    return std::nullopt;
}

std::optional<std::uint16_t> Faces::icon_face() {
    for (const std::uint16_t face : candidates_.back()) {
        if (opened(face)) return face;
    }
    return std::nullopt;
}

bool Faces::has(std::uint16_t face, char32_t point) {
    hb_codepoint_t glyph = 0;
    return opened(face) && hb_font_get_nominal_glyph(faces_[face]->font, point, &glyph) != 0;
}

Faces::Vertical Faces::vertical(std::uint16_t face) {
    return opened(face) ? faces_[face]->vertical : Vertical{};
}

std::size_t Faces::open_count() const {
    return static_cast<std::size_t>(
        std::count_if(faces_.begin(), faces_.end(), [](const auto& face) { return face->font != nullptr; }));
}

void Faces::shape(std::span<const char32_t> text, std::size_t begin, std::size_t end, const RunShape& how,
                  std::vector<GlyphPosition>& out) {
    out.clear();
    if (!opened(how.face)) return;
    const Face& face = *faces_[how.face];
    hb_buffer_clear_contents(buffer_);
    hb_buffer_set_direction(buffer_, how.rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer_, how.script);
    hb_buffer_set_language(buffer_, how.language);
    static_assert(sizeof(hb_codepoint_t) == sizeof(char32_t));
    hb_buffer_add_codepoints(buffer_, reinterpret_cast<const hb_codepoint_t*>(text.data()),
                             static_cast<int>(text.size()), static_cast<unsigned>(begin),
                             static_cast<int>(end - begin));
    const hb_feature_t no_ligatures{HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    hb_shape(face.font, buffer_, &no_ligatures, how.ligatures ? 0 : 1);
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer_, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer_, &count);
    const float pixel = how.size_px / face.units_per_em;
    out.reserve(count);
    for (unsigned i = 0; i < count; ++i) {
        const bool unsafe = (hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
        out.push_back({infos[i].codepoint, infos[i].cluster, static_cast<float>(positions[i].x_advance) * pixel,
                       static_cast<float>(positions[i].x_offset) * pixel,
                       static_cast<float>(positions[i].y_offset) * pixel, unsafe});
    }
}

FT_FaceRec_* Faces::outline_face(Face& face) {
    if (face.outlines != nullptr) return face.outlines;
    if (library_ == nullptr && FT_Init_FreeType(&library_) != 0) return nullptr;
    unsigned length = 0;
    const char* bytes = hb_blob_get_data(face.blob, &length);
    if (FT_New_Memory_Face(library_, reinterpret_cast<const FT_Byte*>(bytes), static_cast<FT_Long>(length), 0,
                           &face.outlines) != 0) {
        face.outlines = nullptr;
    }
    return face.outlines;
}

std::optional<Bitmap> Faces::rasterise(std::uint16_t face, std::uint32_t glyph, int size_64, int shift_64) {
    if (!opened(face)) return std::nullopt;
    Face& wanted = *faces_[face];
    FT_Face outlines = outline_face(wanted);
    if (outlines == nullptr) return std::nullopt;
    if (wanted.size_64 != size_64) {
        if (FT_Set_Char_Size(outlines, 0, size_64, 72, 72) != 0) return std::nullopt;
        wanted.size_64 = size_64;
    }
    // Light hinting moves points up and down only, so that a shift to the right keeps its meaning.
    if (FT_Load_Glyph(outlines, glyph, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) != 0) return std::nullopt;
    FT_GlyphSlot slot = outlines->glyph;
    if (shift_64 != 0) FT_Outline_Translate(&slot->outline, shift_64, 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return std::nullopt;
    const FT_Bitmap& bitmap = slot->bitmap;
    return Bitmap{static_cast<int>(bitmap.width),
                  static_cast<int>(bitmap.rows),
                  slot->bitmap_left,
                  slot->bitmap_top,
                  bitmap.pitch,
                  bitmap.buffer};
}

}  // namespace aaben::text

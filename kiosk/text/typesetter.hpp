// The one door for all text on the glass: wrap in logical order → bidi → shape → glyph quads out of one atlas.
// Called by widgets, on the glass thread only. Start at Typesetter::shape.
// Always: a shaped text uses every character it was given (nothing is cut, what does not fit says `overflow`); invalid
// UTF-8 is drawn as U+FFFD and never crashes; a cached text is found again without allocating.
// A frame: new_frame(), shape() as often as wanted, draw, upload atlas().dirty, atlas_uploaded(). If atlas().generation
// changed in between, texture coordinates moved: draw that frame again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.hpp"
#include "text/fonts.hpp"

namespace aaben::text {

enum class Align : std::uint8_t { Start, Centre, End };  // Start is the left edge in Danish, the right one in Arabic

struct Style {
    float size_px = 26.0F;
    Weight weight = Weight::Regular;
    float tracking_px = 0.0F;  // extra space after each letter; ignored in scripts that join their letters
    float line_height = 0.0F;  // distance of baselines as a multiple of size_px; 0 = the script's own
    friend bool operator==(const Style&, const Style&) = default;
};

// One glyph: where on the text's box (px, y down, origin top left) and where in the atlas (0–1).
struct Quad {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
};

struct Rect {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

struct LineBox {
    float x = 0, y = 0, width = 0, height = 0;  // without trailing spaces
    float baseline = 0;                         // y of the baseline in the text's box
    std::size_t byte_begin = 0, byte_end = 0;   // of the text handed in
};

// The smallest piece that a touch or a spoken word can point at, in visual order. Spaces have one too.
struct Cluster {
    std::uint32_t byte_begin = 0;
    std::uint32_t glyph = 0;  // the font's id of the first glyph; tells joined Arabic forms apart in tests
    std::uint16_t line = 0;
    std::uint16_t family = 0;  // index into FontPaths::families
    float x0 = 0, x1 = 0;
};

struct Shaped {
    std::vector<Quad> quads;
    std::vector<LineBox> lines;  // at least one, also for an empty text
    std::vector<Cluster> clusters;
    float width = 0;             // of the widest line
    float box_width = 0;         // what the lines are aligned in: max_width_px, or `width` when that was 0
    float height = 0;            // all lines
    float ascent = 0;            // from the top to the first baseline
    bool rtl = false;            // the language runs from right to left
    bool overflow = false;       // a word was wider than the box and had to be broken inside
    bool missing_glyph = false;  // no font has some character; an empty box was drawn for it
    std::size_t text_bytes = 0;
};

// The atlas's bytes. Rows that no letter stands in were never touched, so that the machine gives no memory for them.
class Texels {
  public:
    Texels() = default;
    explicit Texels(std::size_t size);  // all zero
    [[nodiscard]] const std::uint8_t* data() const { return bytes_.get(); }
    [[nodiscard]] std::uint8_t* data() { return bytes_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::uint8_t operator[](std::size_t at) const { return bytes_[at]; }

  private:
    struct Free {
        void operator()(std::uint8_t* bytes) const;
    };
    std::unique_ptr<std::uint8_t[], Free> bytes_;
    std::size_t size_ = 0;
};

// One 8-bit alpha picture; white where ink is. Its first texels are solid, so that shapes draw from the same texture.
struct Atlas {
    int width = 0, height = 0;
    Texels pixels;                 // width × height, row by row
    std::uint32_t generation = 0;  // changes when the picture grew or was emptied: old quads are stale, upload all
    int dirty_x0 = 0, dirty_y0 = 0, dirty_x1 = 0, dirty_y1 = 0;  // changed since atlas_uploaded(); empty when x0 == x1
    float white_u = 0, white_v = 0;                              // middle of the solid area
};

class Typesetter {
  public:
    // Opens the fonts that exist; a main family without a readable regular font is Fault::NotFound.
    static Result<std::unique_ptr<Typesetter>> open(FontPaths paths);
    ~Typesetter();

    // Shapes a text, or finds it in the cache. max_width_px 0 = never wrap but at '\n'. `language` is an IETF tag
    // ("da", "ar"); it gives the paragraph's direction and the letter forms. The reference lives until the next
    // new_frame().
    [[nodiscard]] const Shaped& shape(std::string_view utf8, const Style& style, float max_width_px, Align align,
                                      std::string_view language);

    // The same without quads: for finding the size and width that fit. Nothing is rasterised before shape() is asked.
    [[nodiscard]] const Shaped& measure(std::string_view utf8, const Style& style, float max_width_px, Align align,
                                        std::string_view language);

    // A picture of the icon font by its name ("mail"), centred in a square of size_px. Unknown: missing_glyph.
    [[nodiscard]] const Shaped& icon(std::string_view name, float size_px);

    [[nodiscard]] const Atlas& atlas() const;
    void atlas_uploaded();  // the texture now equals the atlas: empties the dirty rectangle

    // Begins a frame: forgets texts that were not used lately and empties an atlas that outgrew its bounds.
    void new_frame();

    // Forgets every cached text (what a citizen typed is among them) but keeps the letters. Ends all references.
    void forget_texts();

    struct Counts {  // for tests and the bench
        std::size_t hits = 0, misses = 0, cached_texts = 0, cached_glyphs = 0, open_faces = 0;
    };
    [[nodiscard]] Counts counts() const;

    Typesetter(const Typesetter&) = delete;
    Typesetter& operator=(const Typesetter&) = delete;

  private:
    struct Impl;
    explicit Typesetter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// The boxes (one a line and direction) that cover bytes [begin, end) of the text: for a hard word, a spoken word.
[[nodiscard]] std::vector<Rect> boxes_of(const Shaped& shaped, std::size_t byte_begin, std::size_t byte_end);

}  // namespace aaben::text

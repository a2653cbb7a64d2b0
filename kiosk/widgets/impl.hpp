// The inside of Ui, shared by its source files. Private to widgets; glass thread.
#pragma once

#include <string>

#include "widgets/canvas.hpp"
#include "widgets/ui.hpp"

namespace aaben::widgets {

struct Ui::Impl {
    explicit Impl(text::Typesetter& setter) : type(setter) {}

    text::Typesetter& type;
    Canvas canvas;
    Metrics metrics;
    float scale = 1, width = 1280, height = 800, text_scale = 1;
    bool rtl = false;
    std::string language = "da";

    Tree building, shown;
    int parent = -1;   // index of the scope new nodes belong to
    int current = -1;  // index of the node that primitives belong to
    TouchTracker tracker;
    std::uint64_t completed = 0;                         // a press that no frame has answered
    bool lifted_beside = false, touched_beside = false;  // a finger left the glass beside every target
    std::uint64_t answering = 0;                         // the press this frame answers
    std::uint64_t focus = 0;
    std::uint64_t fingerprint = 0, fingerprint_before = 0;
    const Drawing* drawing = nullptr;
    std::uint32_t generation = 0;  // of the atlas when the frame began

    // Reference pixels from the reading start → panel pixels from the left.
    [[nodiscard]] Rect px(const Rect& dp) const;
    [[nodiscard]] float px(float dp) const { return dp * scale; }

    // A node, and the permission to draw: primitives count as strays while no Pen is alive.
    class Pen {
      public:
        Pen(Impl& impl, Role role, std::string_view label, const Rect& dp);
        ~Pen() { impl_.current = previous_; }
        Pen(const Pen&) = delete;
        Pen& operator=(const Pen&) = delete;
        Node& node() { return impl_.building.nodes[static_cast<std::size_t>(index_)]; }
        Node* operator->() { return &node(); }
        [[nodiscard]] int index() const { return index_; }

      private:
        Impl& impl_;
        int previous_, index_;
    };

    // Makes the node something to press: hit rectangle, pressed and focused states. True when it was pressed.
    bool press(Node& node, bool disabled);
    [[nodiscard]] Rect hit_of(const Rect& px_rect) const;
    [[nodiscard]] Node* node_of_pen();
    [[nodiscard]] const Node* hit_at(float x, float y) const;

    // Primitives, in reference pixels. Each belongs to the Pen that is alive.
    void fill(const Rect& dp, Colour colour, float radius = 0);
    void frame(const Rect& dp, Colour colour, float radius, float thickness = 2);
    void disc(const Rect& dp, Colour colour);
    void icon(const Rect& dp, std::string_view name, Colour ink, Colour face);
    void sign_picture(const Rect& dp, std::string_view name, Colour ink, Colour face);
    void focus_ring(const Node& node, const Rect& dp, float radius);
    Rect words(const Rect& dp, std::string_view words, const TextLook& look);

    struct Fitted {
        const text::Shaped* shaped = nullptr;
        float size_dp = 0;
        bool cut = false;
        float shift_px = 0;  // of a balanced text within its box
    };
    Fitted balanced(std::string_view words, const TextLook& look, Fitted fitted, float width_px);
    Fitted shortened(std::string_view words, const TextLook& look, float width_px, float height_px);
    Fitted fit(std::string_view words, const TextLook& look, float width_dp, float height_dp);
    [[nodiscard]] bool fits(const text::Shaped& shaped, float size_dp, float width_px, float height_px) const;
    [[nodiscard]] text::Style style_of(const TextLook& look, float size_dp) const;
    [[nodiscard]] Align side_of(const TextLook& look) const;
    [[nodiscard]] std::string_view language_of(const TextLook& look) const;
};

// What stands between the top of a text's box and the middle of its letters differs by script: Latin capitals rest on
// the baseline, Arabic hangs around it. Shares of the size.
struct Optics {
    float above, below;  // of the first and after the last baseline
};
[[nodiscard]] Optics optics_of(const text::Shaped& shaped);

}  // namespace aaben::widgets

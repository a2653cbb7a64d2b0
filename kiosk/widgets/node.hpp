// The semantic tree: what stands on the glass, for tests, speech and the keypad. Written by Ui while it draws, read by
// everyone after Ui::end(), on the glass thread. Always: what is drawn belongs to a node; what can be pressed has a hit
// rectangle; a node covered by a dialog cannot be pressed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "widgets/colour.hpp"
#include "widgets/geometry.hpp"

namespace aaben::widgets {

enum class Role {
    Screen,
    Group,
    Dialog,
    List,
    ListItem,
    Heading,
    Text,
    Status,
    Image,
    Button,
    Tile,
    Toggle,
    Key,
    TextField,
    Progress
};
[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] bool can_be_pressed(Role role);

struct ColourPair {
    Colour ink, face;
    enum class Of { Text, Picture, Frame } of = Of::Text;
};

struct Node {
    std::uint64_t id = 0;  // the same from frame to frame while the screen is the same
    int parent = -1;       // index in the tree
    Role role = Role::Text;
    std::string label;   // what is read; for masked fields never the content
    std::string spoken;  // when speech says something else than the label
    std::string language;
    Rect rect;  // drawn, panel pixels, not mirrored any more
    Rect hit;   // panel pixels; empty when it cannot be pressed
    bool disabled = false, selected = false, focused = false, pressed = false, covered = false, masked = false;
    bool text_cut = false;       // a text did not fit at its smallest size
    float smallest_text_dp = 0;  // 0: no text
    std::vector<Rect> inked;     // where its own texts stand, panel pixels
    std::vector<ColourPair> colours;
};

struct Tree {
    std::string screen;
    std::vector<Node> nodes;
    int strays = 0;  // primitives drawn outside any node: must be 0

    [[nodiscard]] const Node* find(Role role, std::string_view label) const;  // uncovered ones first
    [[nodiscard]] bool sees(std::string_view text) const;                     // a label that holds the text, uncovered
};

// The tree as text, a line a node with its rectangle: the golden text of a screen.
[[nodiscard]] std::string to_text(const Tree& tree);

}  // namespace aaben::widgets

#include "widgets/node.hpp"

#include <cmath>

namespace aaben::widgets {

std::string_view name_of(Role role) {
    switch (role) {
        case Role::Screen:
            return "screen";
        case Role::Group:
            return "group";
        case Role::Dialog:
            return "dialog";
        case Role::List:
            return "list";
        case Role::ListItem:
            return "item";
        case Role::Heading:
            return "heading";
        case Role::Text:
            return "text";
        case Role::Status:
            return "status";
        case Role::Image:
            return "image";
        case Role::Button:
            return "button";
        case Role::Tile:
            return "tile";
        case Role::Toggle:
            return "toggle";
        case Role::Key:
            return "key";
        case Role::TextField:
            return "field";
        case Role::Progress:
            return "progress";
    }  // no default case, so the compiler can warn about missing cases
    return "";
}

bool can_be_pressed(Role role) {
    return role == Role::Button || role == Role::Tile || role == Role::Toggle || role == Role::Key;
}

const Node* Tree::find(Role role, std::string_view label) const {
    const Node* covered = nullptr;
    for (const Node& node : nodes) {
        if (node.role != role || node.label != label) continue;
        if (!node.covered) return &node;
        covered = &node;
    }
    return covered;
}

bool Tree::sees(std::string_view text) const {
    for (const Node& node : nodes) {
        if (node.covered) continue;
        if (node.label.find(text) != std::string::npos || node.spoken.find(text) != std::string::npos) return true;
    }
    return false;
}

std::string to_text(const Tree& tree) {
    std::string out;
    std::vector<int> depth(tree.nodes.size(), 0);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const Node& node = tree.nodes[i];
        if (node.parent >= 0) depth[i] = depth[static_cast<std::size_t>(node.parent)] + 1;
        out.append(static_cast<std::size_t>(depth[i]) * 2, ' ');
        out += name_of(node.role);
        out += " \"" + node.label + "\"";
        for (const float edge : {node.rect.x, node.rect.y, node.rect.w, node.rect.h}) {
            out += " " + std::to_string(std::lround(edge));
        }
        if (node.disabled) out += " disabled";
        if (node.selected) out += " selected";
        if (node.masked) out += " masked";
        if (node.covered) out += " covered";
        out += "\n";
    }
    return out;
}

}  // namespace aaben::widgets

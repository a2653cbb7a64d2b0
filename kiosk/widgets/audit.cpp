#include "widgets/audit.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace aaben::widgets {

namespace {
constexpr float slack_px = 1.5F;       // rounding to whole pixels
constexpr float text_slack_px = 2.5F;  // an accent may reach into the gap between two texts

class Audit {
  public:
    Audit(const Tree& tree, const Metrics& metrics) : tree_(tree), metrics_(metrics) {}

    std::vector<std::string> run() {
        if (tree_.strays > 0)
            faults_.push_back(tree_.screen + ": " + std::to_string(tree_.strays) + " shapes drawn outside the tree");
        for (const Node& node : tree_.nodes) {
            if (node.covered) continue;
            words(node);
            place(node);
            colours(node);
            look(node);
            if (!node.hit.empty()) target(node);
        }
        overlaps();
        return std::move(faults_);
    }

  private:
    void fault(const Node& node, const std::string& what) {
        faults_.push_back(tree_.screen + " (" + node.language + "): " + std::string(name_of(node.role)) + " \"" +
                          node.label + "\" " + what);
    }

    void words(const Node& node) {
        if (node.text_cut) fault(node, "has a text that is cut or a letter no font has");
        if (node.smallest_text_dp > 0 && node.smallest_text_dp < min_text_dp - 0.01F)
            fault(node, "has a text under 20 dp");
        for (const Rect& ink : node.inked) {
            if (common(ink, node.rect.grown(3)).w < ink.w - 1) fault(node, "has a text wider than its box");
        }
    }

    [[nodiscard]] bool on_glass(const Rect& r) const {
        return r.x >= -slack_px && r.y >= -slack_px && r.end() <= static_cast<float>(metrics_.width_px) + slack_px &&
               r.bottom() <= static_cast<float>(metrics_.height_px) + slack_px;
    }

    void place(const Node& node) {
        bool inside = on_glass(node.rect) && on_glass(node.hit);
        for (const Rect& ink : node.inked) inside = inside && on_glass(ink);
        if (!inside) fault(node, "reaches beyond the glass");
    }

    void colours(const Node& node) {
        for (const ColourPair& pair : node.colours) {
            const double least = pair.of == ColourPair::Of::Text ? text_contrast_min : picture_contrast_min;
            const double found = contrast(pair.ink, pair.face);
            if (found >= least || node.disabled) continue;  // WCAG 1.4.3 excepts what is inactive; ours still reads
            char number[16];
            std::snprintf(number, sizeof number, "%.2f", found);
            fault(node, std::string("has a contrast of only ") + number);
        }
    }

    void look(const Node& node) {
        const bool framed =
            std::ranges::any_of(node.colours, [](const ColourPair& pair) { return pair.of == ColourPair::Of::Frame; });
        if (!node.hit.empty() && !node.disabled && !framed) fault(node, "can be pressed and does not look like it");
        if (node.hit.empty() && framed) fault(node, "looks like a button and cannot be pressed");
    }

    void target(const Node& node) {
        const float w = metrics_.mm_of_px(node.hit.w + 0.5F), h = metrics_.mm_of_px(node.hit.h + 0.5F);
        if (w < target_mm || h < target_mm) fault(node, "has a target under 20 mm");
        if (node.label.empty()) fault(node, "can be pressed and has no name");
    }

    void overlaps() {
        const auto& nodes = tree_.nodes;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            for (std::size_t k = i + 1; k < nodes.size(); ++k) {
                if (nodes[i].covered || nodes[k].covered) continue;
                const Rect hits = common(nodes[i].hit, nodes[k].hit);
                if (hits.w > slack_px && hits.h > slack_px)
                    fault(nodes[i], "shares its target with \"" + nodes[k].label + "\"");
                texts(nodes[i], nodes[k]);
            }
        }
    }

    void texts(const Node& a, const Node& b) {
        for (const Rect& one : a.inked) {
            for (const Rect& two : b.inked) {
                const Rect both = common(one, two);
                if (both.w > text_slack_px && both.h > text_slack_px)
                    return fault(a, "has a text over that of \"" + b.label + "\"");
            }
        }
    }

    const Tree& tree_;
    const Metrics& metrics_;
    std::vector<std::string> faults_;
};
}  // namespace

std::vector<std::string> audit(const Tree& tree, const Metrics& metrics) {
    return Audit(tree, metrics).run();
}

}  // namespace aaben::widgets

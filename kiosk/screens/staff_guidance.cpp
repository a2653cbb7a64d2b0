// Advice before a conversation: the topics, and one of them on a page that is read in ten seconds.
#include <algorithm>

#include "screens/page.hpp"

namespace aaben::screens {

namespace {
widgets::TextLook on_card(widgets::TextLook look) {
    look.face = palette::card;
    return look;
}

// A part of the advice: its name beside its lines, or above them where the glass is narrow.
void section(Page& page, Rect& rest, Key title, std::string_view picture, widgets::Colour ink,
             const std::vector<std::string>& lines, bool tight) {
    if (lines.empty()) return;
    const widgets::TextLook name = on_card(widgets::label_look(tight ? 24 : 25)),
                            look = on_card(widgets::body_look(tight ? 22 : 23));
    const float line_apart = tight ? 2 : 5, side = tight ? 24 : 28, name_h = tight ? 28 : 36;
    constexpr float name_w = 150;
    Rect area = rest;
    if (page.portrait())
        page.ui.text(area.take_top(name_h, 4), page.say(title), name);
    else
        page.ui.text(area.take_start(name_w).take_top(name_h), page.say(title), name);
    for (const std::string& line : lines) {
        Rect row = area.take_top(page.ui.measure(line, look, area.w - side - 14).h, line_apart);
        page.ui.picture(row.take_start(side, 14).take_top(std::min(row.h, 34.F)).middle(side, side), picture, ink,
                        palette::card);
        page.ui.text(row, line, look);
    }
    rest.take_top(area.y - rest.y, page.portrait() ? 14 : (tight ? 4 : 8));
}

// Where it comes from, and whether somebody with the training has read it.
std::string origin(const Page& page, const explain::GuidanceTopic& topic) {
    std::string names;
    for (const explain::GuidanceSource& source : topic.sources)
        if (names.find(source.publisher) == std::string::npos) names += (names.empty() ? "" : ", ") + source.publisher;
    const std::string read = topic.reviewer.empty() ? std::string(page.say(Key::staff_guidance_unread))
                                                    : page.say(Key::staff_guidance_read, {{"name", topic.reviewer}});
    return page.say(Key::staff_guidance_source, {{"source", names}}) + " " + read;
}

// Who else can help, and where the advice comes from.
void help_lines(Page& page, Rect area, const explain::GuidanceTopic& topic) {
    const widgets::TextLook strong = widgets::label_look(23), quiet = widgets::quiet_look(20);
    const std::string from = origin(page, topic);
    const float low = page.ui.measure(from, quiet, area.w).h;
    const float high = topic.help.empty() ? 0 : page.ui.measure(topic.help, strong, area.w).h;
    Rect lines = area.middle(area.w, std::min(area.h, high + low + 6));
    if (high > 0) page.ui.text(lines.take_top(lines.h - low - 6, 6), topic.help, strong);
    page.ui.text(lines, from, quiet);
}

void one_topic(Page& page, Rect& row, const explain::GuidanceTopic& topic) {
    const widgets::TextLook title = widgets::title_look(40), lead = widgets::body_look(24);
    const bool alerted = alert_stands(page);  // what to do goes before how it may look
    const bool tight = alerted && !page.portrait();
    if (tight) {
        help_lines(page, row, topic);
    } else if (page.portrait()) {
        page.title(topic.title, 46);
        help_lines(page, page.rest.take_bottom(170, gap), topic);
        if (!alerted)
            page.ui.text(page.rest.take_top(page.ui.measure(topic.meet, lead, page.rest.w).h, gap), topic.meet, lead);
    } else {
        help_lines(page, row, topic);
        Rect head = page.rest.take_top(104, 14);
        page.ui.heading(head.take_start(360, 30), topic.title, title);
        page.ui.text(head, topic.meet, lead);
    }
    const auto scope = page.ui.card(page.rest, topic.title);
    Rect inner = page.rest.inset(28, tight ? 12 : 18);
    section(page, inner, Key::staff_guidance_do, icon::check, palette::primary, topic.act, tight);
    section(page, inner, Key::staff_guidance_say, icon::chat, palette::primary, topic.say, tight);
    section(page, inner, Key::staff_guidance_leave, icon::close, palette::alarm, topic.omit, tight);
}
}  // namespace

void draw(Page& page, const flow::StaffGuidanceScreen& screen) {
    staff_header(page, true);
    Rect row = page.footer();
    if (const explain::GuidanceTopic* topic = page.assets.guidance.find(screen.topic)) {
        if (!screen.asks) return one_topic(page, row, *topic);
        page.primary(row, page.say(Key::staff_guidance_show), icon::check, flow::GuidancePicked{topic->id});
        message(page, icon::people, palette::primary, page.say(Key::staff_guidance_alone), {});
        return;
    }
    page.title(page.say(Key::staff_guidance_title), 46);
    const std::vector<explain::GuidanceTopic>& topics = page.assets.guidance.topics();
    if (topics.empty()) {
        message(page, icon::advice, palette::primary, page.say(Key::staff_guidance_none), {});
        return;
    }
    constexpr float apart = 16;
    const std::size_t columns = page.portrait() ? 2 : 4;
    const auto most =
        std::max<std::size_t>(1, static_cast<std::size_t>((page.rest.h + apart) / (button_height + apart)));
    const std::size_t first = page.pager(row, topics.size(), columns * most, screen.page);
    const std::size_t rows = std::min(most, (topics.size() + columns - 1) / columns);
    Rect area = page.rest;
    area.h = std::min(area.h, static_cast<float>(rows) * (button_height + 24));
    const std::vector<Rect> cells = widgets::grid(area, columns, rows, apart);
    for (std::size_t i = 0; i < cells.size() && first + i < topics.size(); ++i) {
        const explain::GuidanceTopic& one = topics[first + i];
        if (page.ui.button(cells[i], {.label = one.title, .size = 26}))
            page.send(flow::GuidancePicked{one.id, one.alone});
    }
}

}  // namespace aaben::screens

#include "text/dates.hpp"

namespace aaben::text {

std::string time(const Catalogue& catalogue, calendar::TimeOfDay time, std::string_view language) {
    return language::time(catalogue.spoken(language), time);
}

std::string_view weekday_name(const Catalogue& catalogue, calendar::Weekday day, std::string_view language) {
    return language::weekday_name(catalogue.spoken(language), day);
}

std::string date_long(const Catalogue& catalogue, calendar::Date date, std::string_view language) {
    return language::date(catalogue.spoken(language), date, language::Year::Shown);
}

std::string date_short(const Catalogue& catalogue, calendar::Date date, std::string_view language) {
    return language::short_date(catalogue.spoken(language), date, language::Year::LeftOut);
}

}  // namespace aaben::text

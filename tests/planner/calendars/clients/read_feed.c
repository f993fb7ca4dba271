/* Read a feed from stdin with libical, the engine of Evolution and KDE, and hold it to the
 * restrictions of RFC 5545. Prints one line per event: uid, start, end (seconds since 1970, or
 * the date of an all-day event). Ends with 1 where libical objects, and says to what. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static char *read_all(void) {
    size_t held = 1 << 22;
    char *text = malloc(held);
    size_t size = fread(text, 1, held - 1, stdin);
    text[size] = '\0';
    return text;
}

static void print_time(icalcomponent *calendar, icalproperty *property, struct icaltimetype time) {
    icalparameter *named = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    icaltimezone *zone = icaltimezone_get_utc_timezone();
    if (icaltime_is_date(time)) {
        printf("\t%04d-%02d-%02d", time.year, time.month, time.day);
        return;
    }
    if (named)
        zone = icalcomponent_get_timezone(calendar, icalparameter_get_tzid(named));
    printf("\t%lld", (long long)icaltime_as_timet_with_zone(time, zone));
}

static int count_errors(icalcomponent *component) {
    int errors = 0;
    icalproperty *error = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
    for (; error; error = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
        fprintf(stderr, "%s\n", icalproperty_get_xlicerror(error));
        errors++;
    }
    icalcomponent *part = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
    for (; part; part = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        errors += count_errors(part);
    return errors;
}

int main(void) {
    icalcomponent *calendar = icalparser_parse_string(read_all());
    if (!calendar) {
        fprintf(stderr, "libical cannot read this\n");
        return 1;
    }
    int kept = icalrestriction_check(calendar);
    int errors = count_errors(calendar);
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalproperty *start = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
        icalproperty *end = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
        printf("%s", icalcomponent_get_uid(event));
        print_time(calendar, start, icalproperty_get_dtstart(start));
        print_time(calendar, end, icalproperty_get_dtend(end));
        printf("\n");
    }
    return kept && errors == 0 ? 0 : 1;
}

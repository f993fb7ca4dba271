// Read a feed from stdin with ical.js, the engine of Thunderbird and Nextcloud; print what it understood.
// Usage: node read_feed.mjs <address of the ical.js module>
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));

for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}

const asSeen = (time) => (time.isDate ? time.toString() : time.toUnixTime());

const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return [event.uid, event.summary, asSeen(event.startDate), asSeen(event.endDate)];
});
console.log(JSON.stringify(events));

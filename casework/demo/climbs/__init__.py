"""What takes cases of the demonstration up the ladder, one file per kind of story."""

from casework.demo.climb_facts import Climb
from casework.demo.climbs.camp import CAMP
from casework.demo.climbs.conceded import FAMILY_HOUSE, ZANJILI
from casework.demo.climbs.fleeing import FACTORY_ROAD, LEAVING
from casework.demo.climbs.full_house import FULL_HOUSE
from casework.demo.climbs.held import MILITIA, RAPID_RESPONSE
from casework.demo.climbs.market import MARKET
from casework.demo.climbs.reviewed import HOSPITAL, STREET_30

CLIMBS: dict[str, Climb] = {
    "M06": MILITIA,
    "M07": RAPID_RESPONSE,
    "M10": MARKET,
    "M11": HOSPITAL,
    "M22": FULL_HOUSE,
    "M27": STREET_30,
    "M29": LEAVING,
    "M30": ZANJILI,
    "M31": FACTORY_ROAD,
    "M33": FAMILY_HOUSE,
    "M36": CAMP,
}

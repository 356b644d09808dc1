"""The 27 incidents of the demonstration (domain: Mosul, 2014 to 2017), one file per kind of story."""

from casework.demo.cases.assessing import M08, M12, M28
from casework.demo.cases.authorities import M36, M40
from casework.demo.cases.conceded import M33
from casework.demo.cases.fleeing import M02, M29, M31
from casework.demo.cases.iraqi_forces import M06, M37, M38
from casework.demo.cases.islamic_state import M04, M10, M19, M39
from casework.demo.cases.jadida_further import M23
from casework.demo.cases.jadida_house import M22
from casework.demo.cases.reported import M20, M24, M35
from casework.demo.cases.reviewed import M07, M11, M27
from casework.demo.cases.short_of_it import M18, M26
from casework.demo.cases.zanjili import M30

CASES = (
    M02,
    M04,
    M06,
    M07,
    M08,
    M10,
    M11,
    M12,
    M18,
    M19,
    M20,
    M22,
    M23,
    M24,
    M26,
    M27,
    M28,
    M29,
    M30,
    M31,
    M33,
    M35,
    M36,
    M37,
    M38,
    M39,
    M40,
)

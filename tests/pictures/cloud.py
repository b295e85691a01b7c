"""A small library of cloud news from August 2021, as the design's drawings show it: titles, times and scores are real.

What a drawing cuts off is completed in its sense; the addresses, and the few articles at the end, are made up.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

TOPICS = [
    "AI",
    "Analytics",
    "Blockchain",
    "Compute",
    "Containers",
    "Databases",
    "Developer tools",
    "DevOps",
    "Identity",
    "Integration",
    "IoT",
    "Management tools",
    "Migration",
    "Mobile",
    "Networking",
    "Security",
    "Serverless",
    "Storage",
    "Web",
]
"""Below "Azure", in the drawings' order."""


class Told(NamedTuple):
    """What a drawing tells of an article.

    Attributes:
        when: day and time, UTC.
        provider: by name.
        quality, heat: scores; -1 for not measured.
        title: whole.
        topics: besides "Azure".
        marks: `r` for read, `s` for starred.
        kind: its type.
        length: ISO 8601 duration.
        excerpt: the lead.
    """

    when: str
    provider: str
    quality: int
    heat: int
    title: str
    topics: tuple[str, ...] = ("Databases", "Security")
    marks: str = ""
    kind: str = "article"
    length: str = ""
    excerpt: str = ""


STORY = (
    Told(
        "2021-08-27T17:36",
        "GeekWire",
        95,
        -1,
        "‘Unprecedented’ Microsoft Azure database vulnerability impacts thousands of customers, researchers warn",
    ),
    Told("2021-08-27T11:15", "The Verge", 95, -1, "Microsoft Azure cloud vulnerability is the ‘worst you can imagine’"),
    Told(
        "2021-08-27T19:33",
        "PC Magazine",
        80,
        -1,
        "ChaosDB Vulnerability Exposes Thousands of Microsoft Azure Databases",
        marks="r",
    ),
    Told(
        "2021-08-27T21:00",
        "Ars Technica",
        80,
        -1,
        "“Worst cloud vulnerability you can imagine” discovered in Microsoft Azure",
    ),
    Told(
        "2021-08-27T12:52",
        "Bleeping Computer",
        65,
        -1,
        "Microsoft warns Azure customers of critical Cosmos DB vulnerability",
    ),
    Told(
        "2021-08-27T06:31",
        "India Times",
        65,
        -1,
        "Microsoft warns of vulnerability in central database of its Azure cloud",
    ),
    Told(
        "2021-08-28T11:50",
        "Foss Bytes",
        65,
        -1,
        "Microsoft Warns 3000 Companies Their Azure Cloud Database Is Vulnerable",
    ),
    Told(
        "2021-08-27T07:50", "The Hacker News", 65, -1, "Critical Cosmos Database Flaw Affected Thousands of Customers"
    ),
    Told(
        "2021-08-27T15:30",
        "PortSwigger",
        65,
        -1,
        "Microsoft warns of critical Azure Cloud vulnerability impacting Cosmos DB accounts",
        marks="s",
    ),
    Told(
        "2021-08-27T20:30",
        "Dark Reading",
        20,
        -1,
        "Microsoft Azure Cloud Vulnerability Exposed Thousands of Databases",
        marks="s",
    ),
    Told(
        "2021-08-27T14:42",
        "CRN",
        50,
        -1,
        "Cloud security company claims Microsoft Azure flaw left thousands of customers exposed",
    ),
    Told("2021-08-27T13:47", "Mozilla", 35, -1, "Microsoft Azure flaw exposed ‘thousands’ of customer databases"),
    Told(
        "2021-08-27T11:45", "TechRadar", 95, -1, "Thousands of Microsoft Azure cloud databases possibly exposed online"
    ),
    Told(
        "2021-08-27T11:07",
        "Windows Central",
        50,
        -1,
        "Microsoft Azure vulnerability exposed data of thousands of companies",
    ),
    Told("2021-08-29T08:12", "GDPR fines", 50, -1, "Thousands of Microsoft Azure Cosmos DB customers at risk"),
)
"""Articles on one flaw, in the order in which the drawing of (a) lists them as related."""

TOLD = (
    Told(
        "2021-08-27T14:38",
        "HotHardware",
        102,
        806,
        "Microsoft Azure Cosmos DB Database Security Flaw Exposed Client Data For Years",
        excerpt="A cybersecurity firm headquartered in Israel say they recently alerted Microsoft to a startling"
        " vulnerability in its Azure Cosmos DB database service.",
    ),
    Told(
        "2021-08-27T18:10",
        "healthcareinfosecurity.com",
        54,
        -1,
        "Azure Database Service Flaw Could Affect Thousands of Firms",
        ("Databases",),
        excerpt="A vulnerability in Microsoft Azure's database service Cosmos DB has potentially put at risk thousands"
        " of Azure customers, including many Fortune 500 companies,",
    ),
    *STORY,
    Told(
        "2021-08-27T17:41",
        "CRN",
        40,
        50,
        "Anunta DesktopReady Aims To Make Partners’ Microsoft Azure Adoption ‘Really Easy’",
        ("Migration",),
    ),
    Told(
        "2021-08-27T15:36",
        "Naija Gist - Latest",
        50,
        -1,
        "SES’s O3b mPOWER Tapped by Microsoft for Azure Network Cloud Services",
        ("Networking",),
        "r",
    ),
    Told(
        "2021-08-27T11:47",
        "Datacenter Dynamics",
        35,
        -1,
        "Long-time AWS exec Charlie Bell joins Microsoft Azure",
        ("Management tools",),
    ),
    Told(
        "2021-08-26T23:06",
        "technologyrecord",
        35,
        -1,
        "Sunshine Holdings transforms data management with Microsoft Azure",
        ("Analytics",),
    ),
    Told(
        "2021-08-26T21:42", "channelfutures", 35, -1, "Charlie Bell Leaves AWS for Rival Microsoft Azure", ("Compute",)
    ),
    Told(
        "2021-08-26T18:30",
        "HIT Consultant",
        35,
        -1,
        "Imprivata, Microsoft Expand Collaboration to Unveil New Digital Identity Solutions on Microsoft Azure",
        ("Identity",),
    ),
    Told("2021-08-26T09:12", "NHK", 65, 130, "日本語の見出し：クラウドの障害について", ("Compute",)),
    Told(
        "2021-08-26T08:00",
        "Microsoft",
        65,
        -1,
        "Build your first canvas app in Power Apps",
        ("Developer tools",),
        "rs",
        "video",
        "PT15M",
    ),
    Told(
        "2021-03-02T09:00",
        "ZDNet",
        60,
        3694,
        "Pure Storage extends public cloud block storage to Microsoft Azure",
        ("Storage",),
    ),
    Told(
        "2020-05-19T09:00",
        "PC Magazine",
        60,
        2837,
        "Microsoft Updates Windows, Azure Tools with an Eye on The Future",
        ("Developer tools",),
        "rs",
    ),
    Told(
        "2021-03-02T10:00",
        "VentureBeat",
        60,
        2669,
        "Microsoft launches Azure Arc machine learning and container services",
        ("AI", "Containers"),
    ),
    Told(
        "2020-04-29T09:00",
        "ZDNet",
        60,
        2377,
        "Microsoft Q3 strong as remote work propels Teams, Office 365, Azure",
        ("Web",),
    ),
    Told(
        "2020-09-22T09:00",
        "GeekWire",
        60,
        1930,
        "Azure Orbital launches Microsoft into a cloud computing space race with Amazon",
        ("Compute",),
    ),
    Told(
        "2021-03-02T08:00",
        "Microsoft",
        60,
        1399,
        "General availability: Networking for Key Vault references on Windows in App Service",
        ("Networking",),
        "r",
    ),
    Told(
        "2021-05-25T09:00",
        "TechCrunch",
        60,
        1354,
        "Microsoft brings more of its Azure services to any Kubernetes cluster",
        ("Containers",),
    ),
    Told(
        "2020-05-19T08:00",
        "ZDNet",
        60,
        1297,
        "Database Week: Microsoft OEMs Redis Enterprise for Azure",
        ("Databases",),
    ),
    Told(
        "2020-07-14T09:00",
        "Microsoft",
        60,
        1284,
        "Microsoft Azure IoT Connector for FHIR now in preview",
        ("IoT", "Integration"),
    ),
    # Made up, so that the days hold as many as drawn: 22 and 9.
    Told("2021-08-27T05:40", "Microsoft", 30, -1, "Public preview: Blob index tags", ("Storage",), "r"),
    Told("2021-08-27T05:20", "Microsoft", 30, -1, "Public preview: Private endpoints for Event Grid", ("Serverless",)),
    Told("2021-08-27T05:10", "Microsoft", 30, -1, "General availability: Azure DevOps audit streaming", ("DevOps",)),
    Told("2021-08-27T05:00", "Microsoft", 30, -1, "General availability: Azure Monitor alerts", ("Management tools",)),
    Told("2021-08-26T07:40", "PR Newswire", 20, -1, "Retail group moves its shops to Azure", ("Migration",)),
    Told("2021-08-26T07:20", "PR Newswire", 20, -1, "Hospital network picks Azure for imaging", ("Storage",)),
    Told("2021-08-26T07:10", "Business Insider", 20, -1, "What the cloud costs in 2021", ("Analytics",)),
    Told("2021-08-26T07:00", "Associated Press", 20, -1, "Clouds grow again this quarter", ("Analytics",)),
    Told("2021-03-02T07:50", "Microsoft", 30, -1, "Public preview: Zone redundant disks", ("Storage",)),
    Told("2021-03-02T07:40", "Microsoft", 30, -1, "General availability: Spot node pools", ("Containers",)),
    Told("2021-03-02T07:30", "Microsoft", 30, -1, "Public preview: Indoor maps", ("IoT",)),
    Told("2021-03-02T07:20", "Microsoft", 30, -1, "General availability: Speech in three more languages", ("AI",)),
    Told("2021-03-02T07:10", "Microsoft", 30, -1, "Public preview: Query acceleration", ("Analytics",)),
    Told("2021-03-02T07:05", "Microsoft", 30, -1, "General availability: Custom domains with one click", ("Web",)),
)


def write(folder: Path) -> None:
    """Write the library: a document for each article, and the topics."""
    for number, told in enumerate(TOLD):
        fields = _fields(told)
        if told in TOLD[:2] or told in STORY:  # all articles of a story list each other
            fields["related"] = [_fields(other) for other in (TOLD[0], *STORY) if other is not told]
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
        text = "\n".join(("---", *lines, "---", ""))
        (folder / f"{number:03}.md").write_text(text, encoding="utf-8")
    topics = folder / "_data" / "topics"
    topics.mkdir(parents=True)
    (topics / "00-azure.yaml").write_text("name: Azure\n", encoding="utf-8")
    for number, topic in enumerate(TOPICS, start=1):
        (topics / f"{number:02}-topic.yaml").write_text(f"name: {topic}\nparent: Azure\n", encoding="utf-8")


def marked(mark: str) -> set[str]:
    """The titles of the articles that bear a mark: `r` read, `s` starred."""
    return {told.title for told in TOLD if mark in told.marks}


def _fields(told: Told) -> dict[str, object]:
    fields: dict[str, object] = {
        "title": told.title,
        "publishedDateTime": told.when + ":00Z",
        "webUrl": _url(told),
        "provider": {"name": told.provider, "domain": _domain(told)},
        "topics": ["Azure", *told.topics],
        "quality": told.quality,
        "heat": told.heat,
        "type": told.kind,
        "published": told.provider == "HotHardware",
    }
    if told.excerpt:
        fields["excerpt"] = told.excerpt
    if told.length:
        fields["length"] = told.length
    return fields


def _domain(told: Told) -> str:
    name = "".join(char for char in told.provider.lower() if char.isalnum() or char == ".")
    return name if "." in name else f"{name}.com"


def _url(told: Told) -> str:
    words = "".join(char if char.isascii() and char.isalnum() else "-" for char in told.title.lower()).strip("-")
    return f"https://{_domain(told)}/{told.when[:10].replace('-', '/')}/{words or 'clouds'}"

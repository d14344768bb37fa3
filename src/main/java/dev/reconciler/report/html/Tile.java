package dev.reconciler.report.html;

import dev.reconciler.report.Section;
import dev.reconciler.report.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A number at the top of a page.
 *
 * @param tone CSS class; empty for a number that is neither good nor bad
 */
record Tile(String count, String what, String tone) {

    static Tile of(int count, String what, String tone) {
        return new Tile(
                String.format(Locale.ENGLISH, "%,d", count), what, count == 0 ? "none" : tone);
    }

    /**
     * How the sites fared; what there is none of is left out, unless a reader would look for it.
     */
    static List<Tile> sites(Tally tally, String needs) {
        var tiles = new ArrayList<Tile>();
        tiles.add(of(tally.sites(), tally.sites() == 1 ? "site affected" : "sites affected", ""));
        addUnlessZero(tiles, of(tally.sites(Section.DONE), "put right", "ok"));
        addUnlessZero(tiles, of(tally.sites(Section.TO_COME), "to be put right", "ok"));
        tiles.add(of(tally.sites(Section.NEEDS_YOU), needs, "act"));
        addUnlessZero(tiles, of(tally.sites(Section.WITH_US), "being looked at", "act"));
        tiles.add(of(tally.sites(Section.DOWN), "still down or incomplete", "down"));
        return tiles;
    }

    private static void addUnlessZero(List<Tile> tiles, Tile tile) {
        if (!tile.count.equals("0")) {
            tiles.add(tile);
        }
    }
}

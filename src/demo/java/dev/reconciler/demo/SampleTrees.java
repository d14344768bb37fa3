package dev.reconciler.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Trees and files of the invented sites. Sites of one family share their files, and so do the
 * versions of one site: as on a real platform most objects are in many trees.
 */
final class SampleTrees {
    static final int FAMILIES = 40;
    static final int VERSIONS = 8;

    private final List<List<String>> roots = new ArrayList<>();

    SampleTrees() {
        for (int family = 0; family < FAMILIES; family++) {
            List<String> versions = new ArrayList<>();
            for (int version = 0; version < VERSIONS; version++) {
                versions.add(write(family, files(family, version), (key, bytes) -> {}).id());
            }
            roots.add(versions);
        }
    }

    /** The id of a version's tree. */
    String version(int site, int version) {
        return roots.get(site % FAMILIES).get(version % VERSIONS);
    }

    /** Gives every object of every version of every family, some of them several times. */
    void objects(BiConsumer<String, byte[]> store) {
        for (int family = 0; family < FAMILIES; family++) {
            for (int version = 0; version < VERSIONS; version++) {
                write(family, files(family, version), store);
            }
        }
    }

    /**
     * Writes a tree that no other deploy has: the pages {@code docs/install.html} and {@code
     * docs/licence.html} are its own.
     *
     * @param mark what makes it the only one
     */
    static TreeWriter.Tree unique(int site, String mark, BiConsumer<String, byte[]> store) {
        int family = site % FAMILIES;
        Map<String, String> files = files(family, 0);
        files.put("docs/install.html", page("Install", "How " + mark + " is installed."));
        files.put("docs/licence.html", page("Licence", "Of " + mark + ", all rights reserved."));
        return write(family, files, store);
    }

    /** A family's ids are SHA-1 in one of four, SHA-256 in the others. */
    private static TreeWriter.Tree write(
            int family, Map<String, String> files, BiConsumer<String, byte[]> store) {
        return TreeWriter.write(family % 4 == 3 ? "SHA-1" : "SHA-256", files, store);
    }

    private static Map<String, String> files(int family, int version) {
        String name = Words.site(family);
        Map<String, String> files = new TreeMap<>();
        files.put(
                "index.html",
                page(name, "Welcome to " + name + ", edition " + (version + 1) + "."));
        files.put("404.html", page("Not here", "This page of " + name + " has moved."));
        files.put("robots.txt", "User-agent: *\nAllow: /\n");
        files.put(
                "css/style.css",
                "body { font: 1rem/1.5 serif; max-width: 40rem; margin: auto }\n/* "
                        + name
                        + " */\n");
        files.put("css/print.css", "nav { display: none }\n");
        files.put("js/menu.js", "document.querySelector('nav')?.classList.add('js')\n");
        files.put(
                "img/logo.svg",
                "<svg xmlns='http://www.w3.org/2000/svg'><circle r='"
                        + (family + 1)
                        + "'/></svg>\n");
        files.put("docs/start.html", page("Start", "First steps with " + name + "."));
        files.put(
                "docs/changes.html",
                page("Changes", "What is new in edition " + (version + 1) + " of " + name + "."));
        files.put(
                "docs/faq/index.html",
                page("Questions", "Asked about " + name + ", and answered."));
        return files;
    }

    private static String page(String title, String text) {
        return "<!doctype html><meta charset='utf-8'><title>"
                + title
                + "</title><h1>"
                + title
                + "</h1><p>"
                + text.strip()
                + "</p>\n";
    }
}

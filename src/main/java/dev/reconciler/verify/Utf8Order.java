package dev.reconciler.verify;

import java.util.Comparator;

/**
 * The order of texts by their UTF-8 bytes, which is that of their code points. Java's own order
 * puts what is beyond U+FFFF before U+E000.
 */
enum Utf8Order implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xIsHalf = Character.isSurrogate(x);
                return xIsHalf == Character.isSurrogate(y) ? x - y : xIsHalf ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }
}

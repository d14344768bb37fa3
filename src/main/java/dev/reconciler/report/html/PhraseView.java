package dev.reconciler.report.html;

import dev.reconciler.report.Phrase;
import java.util.List;

/** A sentence as the template wants it: what each part is, as a flag. */
record PhraseView(List<Part> parts) {

    static PhraseView of(Phrase phrase) {
        return new PhraseView(phrase.parts().stream().map(Part::of).toList());
    }

    record Part(String text, boolean words, boolean name, boolean code) {
        static Part of(Phrase.Part part) {
            return switch (part.kind()) {
                case WORDS -> new Part(part.text(), true, false, false);
                case NAME -> new Part(part.text(), false, true, false);
                case CODE -> new Part(part.text(), false, false, true);
            };
        }
    }
}

package dev.reconciler.apply;

/** Stands before each entry's turn. */
public interface Gate {
    /** Lets everything pass. */
    Gate OPEN =
            new Gate() {
                @Override
                public boolean isOpen() {
                    return true;
                }

                @Override
                public void passed(EntryOutcome outcome) {}
            };

    /** Whether the next entry may have its turn. */
    boolean isOpen();

    /** An entry has had its turn. */
    void passed(EntryOutcome outcome);
}

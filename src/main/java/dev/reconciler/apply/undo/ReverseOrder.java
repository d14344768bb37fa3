package dev.reconciler.apply.undo;

import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.EntryOrder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the entries of an undo stand: in the reverse order of the plan that is taken back, but a
 * deploy comes after the site that is taken off it, so that no visitor sees the one without the
 * other. It has to be asked in the order of that plan.
 */
public final class ReverseOrder {
    private final Names names;
    private final Map<Id, byte[]> takenOff = new HashMap<>();

    public ReverseOrder(Names names) {
        this.names = names;
    }

    /**
     * A byte key; keys compare bytewise, unsigned.
     *
     * @param number of the entry in the plan that is taken back
     * @param turned the same entry, turned round
     */
    public byte[] place(long number, Entry turned) {
        byte[] own = ByteBuffer.allocate(Long.BYTES).putLong(Long.MAX_VALUE - number).array();
        byte[] place =
                Optional.ofNullable(takenOff.get(turned.deploy()))
                        .map(site -> EntryOrder.after(own, site))
                        .orElse(own);
        Published.before(names, turned).forEach(deploy -> takenOff.put(deploy, place));
        return place;
    }
}

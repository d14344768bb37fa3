package dev.reconciler.apply.undo;

import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonValue;

/** What the sites that an entry writes publish before it and after it. */
public final class Published {
    private Published() {}

    /** The deploys that it takes sites off. */
    static List<Id> before(Names names, Entry entry) {
        return of(entry, write -> before(names, write));
    }

    /** The deploys that it points sites at. */
    public static List<Id> after(Names names, Entry entry) {
        return of(entry, write -> after(names, write));
    }

    private static List<Id> of(Entry entry, Function<Write, Optional<Id>> which) {
        return entry.writes().stream()
                .filter(write -> write.target() == Write.Target.SITE)
                .map(which)
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<Id> before(Names names, Write site) {
        return published(names, site.seen());
    }

    static Optional<Id> after(Names names, Write site) {
        return published(names, site.goal());
    }

    private static Optional<Id> published(Names names, Map<String, Optional<BsonValue>> site) {
        return site.getOrDefault(names.of(SiteField.PUBLISHED_DEPLOY_ID), Optional.empty())
                .map(Id::of);
    }
}

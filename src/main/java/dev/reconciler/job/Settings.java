package dev.reconciler.job;

import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.model.Names;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Everything that an operator configures, validated. Paths are resolved against the folder that the
 * program runs in.
 *
 * @param live the database that is checked and written
 * @param snapshots what it was before; one for now
 * @param pointerLog where the pointers of new deploys were logged; empty where there is no log
 * @param store where trees and files are
 * @param incident when things went wrong; empty for a nightly check
 * @param tiers service tiers, highest first: values of an account's plan
 * @param allowedSigners who may sign a plan, in the format of {@code ssh-keygen}
 * @param bounds what keeps <i>apply</i> from doing harm
 * @param ledger where findings, proofs, backups and results are kept
 * @param work folder for what a run needs while it goes on
 * @param plans folder of all plans: {@code plans} in the folder that the program runs in
 * @param names what the platform calls its collections and fields
 * @param grace how long a deploy must not have been updated before it is judged to be stuck
 *     (contract, section 5)
 * @param acceptLateSnapshot whether a snapshot that holds deploys of the window is accepted
 *     (contract, section 3)
 * @param allowIncomplete whether to go on with a source that cannot be read to its end
 */
public record Settings(
        Live live,
        List<Snapshot> snapshots,
        Optional<Path> pointerLog,
        Store store,
        Optional<Incident> incident,
        List<String> tiers,
        Path allowedSigners,
        Bounds bounds,
        LedgerAddress ledger,
        Path work,
        Path plans,
        Names names,
        Duration grace,
        boolean acceptLateSnapshot,
        boolean allowIncomplete) {

    /** The database under repair. */
    public record Live(MongoUri uri, String database) {}

    /** One snapshot of the platform's database; {@code database} is its name in there. */
    public record Snapshot(Location location, String database) {}

    /** Where a snapshot is. */
    public sealed interface Location {

        /** Without credentials. */
        String shown();

        /** A folder that {@code mongodump} wrote. */
        record Folder(Path path) implements Location {
            @Override
            public String shown() {
                return path.toString();
            }
        }

        /** A server over a mounted snapshot. */
        record Server(MongoUri uri) implements Location {
            @Override
            public String shown() {
                return uri.shown();
            }
        }
    }

    /** Where trees and files are; keys begin with {@code trees} and {@code blobs}. */
    public sealed interface Store {

        /** Prefix of the keys of tree objects, with its slash. */
        String trees();

        /** Prefix of the keys of files, with its slash. */
        String blobs();

        /** Without credentials. */
        String shown();

        /**
         * A bucket behind an S3 API.
         *
         * @param endpoint empty for AWS itself
         * @param pathStyle whether the bucket is named in the path instead of the host
         * @param credentials empty where the environment has them, as the SDK looks for them
         */
        record S3(
                Optional<URI> endpoint,
                String region,
                String bucket,
                boolean pathStyle,
                Optional<Credentials> credentials,
                String trees,
                String blobs)
                implements Store {
            @Override
            public String shown() {
                return endpoint.map(uri -> uri + "/").orElse("s3://") + bucket;
            }
        }

        /** A mounted file system of the same layout. */
        record Folder(Path path, String trees, String blobs) implements Store {
            @Override
            public String shown() {
                return path.toUri().toString();
            }
        }
    }

    /** A key of the object store. */
    public record Credentials(Secret accessKey, Secret secretKey) {}

    /**
     * When things went wrong.
     *
     * @param from the first bad write
     * @param to the moment from which new deploys were safe again; empty where that is not known
     *     yet
     */
    public record Incident(Instant from, Optional<Instant> to) {

        /**
         * @throws IllegalArgumentException when it ends before it begins
         */
        public Incident {
            if (to.isPresent() && !from.isBefore(to.get())) {
                throw new IllegalArgumentException("the window ends before it begins");
            }
        }
    }

    /**
     * @throws IllegalArgumentException when there is no snapshot, no tier, a tier twice, or a grace
     *     out of its range
     */
    public Settings {
        snapshots = List.copyOf(snapshots);
        tiers = List.copyOf(tiers);
        if (snapshots.isEmpty() || tiers.isEmpty() || new HashSet<>(tiers).size() < tiers.size()) {
            throw new IllegalArgumentException("no snapshot, no tier, or a tier twice");
        }
        if (!grace.isPositive()) {
            throw new IllegalArgumentException("grace out of range");
        }
    }

    /** The same, with what the command line allows besides. */
    public Settings allowing(boolean lateSnapshot, boolean incomplete) {
        return new Settings(
                live,
                snapshots,
                pointerLog,
                store,
                incident,
                tiers,
                allowedSigners,
                bounds,
                ledger,
                work,
                plans,
                names,
                grace,
                acceptLateSnapshot || lateSnapshot,
                allowIncomplete || incomplete);
    }

    /**
     * What somebody types to name the plan of a folder: the beginning of its id, or the folder
     * where that is not among ours.
     */
    public String named(Path plan) {
        Path folder = plan.toAbsolutePath().normalize();
        Path ours = plans.toAbsolutePath().normalize();
        String id = folder.getFileName().toString();
        return folder.equals(ours.resolve(id))
                ? id.substring(0, Math.min(8, id.length()))
                : folder.toString();
    }
}

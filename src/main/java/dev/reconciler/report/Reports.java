package dev.reconciler.report;

import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The reports in a plan's folder. A file is written under another name and renamed once it is
 * whole, so that nobody reads half of one, and a repeated step replaces what it finds. One thread
 * at a time.
 *
 * @param folder the plan's folder
 * @param formats of the pages in {@code customers/}
 * @param lists over all accounts
 */
public record Reports(Path folder, List<ReportFormat> formats, List<ReportList> lists) {

    public Reports {
        formats = List.copyOf(formats);
        lists = List.copyOf(lists);
    }

    /**
     * Writes the pages of one account; none where it has no entry. A power cut may take them until
     * {@link #sync}.
     */
    public void page(ReportHeader header, AccountReport account) {
        if (!account.hasEntries()) {
            return;
        }
        for (ReportFormat format : formats) {
            var file = pages().resolve(account.fileName() + "." + format.extension());
            try (var draft = new DurableFile(file)) {
                format.write(header, account, draft.writer());
                draft.keepOneOfMany();
            } catch (IOException e) {
                throw unwritable(file, e);
            } catch (RuntimeException e) {
                throw ofWriting(file, e);
            }
        }
    }

    private Path pages() {
        return folder.resolve("customers");
    }

    /** Makes the names of all pages durable, as the pages are: once for many accounts. */
    public void sync() {
        try {
            if (Files.exists(pages())) {
                DurableFile.sync(pages());
            }
        } catch (IOException e) {
            throw unwritable(pages(), e);
        }
    }

    /**
     * Writes every list anew.
     *
     * @param accounts all that have an entry or a site that stays down, highest tier first; read
     *     once
     */
    public void lists(ReportHeader header, Iterable<AccountReport> accounts) {
        try (var open = new OpenLists()) {
            for (ReportList list : lists) {
                open.begin(list, header);
            }
            for (AccountReport account : accounts) {
                open.add(account);
            }
            open.keep();
        } catch (IOException e) {
            throw unwritable(folder, e);
        } catch (RuntimeException e) {
            throw ofWriting(folder, e);
        }
    }

    /** The libraries that write tables and pages wrap what went wrong with the file. */
    private static RuntimeException ofWriting(Path where, RuntimeException e) {
        return e.getCause() instanceof IOException cause ? unwritable(where, cause) : e;
    }

    private static Problem unwritable(Path where, IOException cause) {
        return new Problem(
                "a report cannot be written: " + cause.getMessage(),
                where.toString(),
                "make room, or let this user write there, then resume; the plan itself is whole",
                cause);
    }

    /** All lists, written side by side so that the accounts are read once. */
    private final class OpenLists implements AutoCloseable {
        private final List<DurableFile> drafts = new ArrayList<>();
        private final List<ReportList.Rows> all = new ArrayList<>();

        void begin(ReportList list, ReportHeader header) throws IOException {
            var name = list.fileName(header);
            if (name.isPresent()) {
                var draft = new DurableFile(folder.resolve(name.get()));
                drafts.add(draft);
                all.add(list.begin(header, draft.writer()));
            }
        }

        void add(AccountReport account) throws IOException {
            for (ReportList.Rows rows : all) {
                rows.add(account);
            }
        }

        void keep() throws IOException {
            for (ReportList.Rows rows : all) {
                rows.end();
            }
            for (DurableFile draft : drafts) {
                draft.keep();
            }
        }

        @Override
        public void close() throws IOException {
            for (DurableFile draft : drafts) {
                draft.close();
            }
        }
    }
}

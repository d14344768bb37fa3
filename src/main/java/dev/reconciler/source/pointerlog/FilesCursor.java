package dev.reconciler.source.pointerlog;

import dev.reconciler.source.ByteSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** One file after the other. */
final class FilesCursor implements LogCursor {
    private final Iterator<Map.Entry<String, ByteSource>> files;
    private Optional<LogFile> current = Optional.empty();
    private long bytesOfEarlierFiles;

    FilesCursor(SortedMap<String, ByteSource> files) {
        this.files = files.entrySet().iterator();
    }

    @Override
    public Optional<LogItem> next() {
        var item = current.flatMap(LogFile::next);
        while (item.isEmpty() && files.hasNext()) {
            close();
            var file = files.next();
            current = Optional.of(new LogFile(file.getKey(), file.getValue()));
            item = current.flatMap(LogFile::next);
        }
        return item;
    }

    @Override
    public long bytesRead() {
        return bytesOfEarlierFiles + current.map(LogFile::bytesRead).orElse(0L);
    }

    @Override
    public void close() {
        bytesOfEarlierFiles = bytesRead();
        current.ifPresent(LogFile::close);
        current = Optional.empty();
    }
}

package dev.factorizer.io.cache;

import dev.factorizer.io.augmentation.LabelCounts;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A case of which only what is asked for is read from the cache. Where its file is gone or damaged meanwhile, the case is prepared anew.
 */
final class CachedCase implements TrainingCase {
    /** Prepares the case anew. */
    @FunctionalInterface
    interface Renewal {
        /**
         * Prepares it.
         *
         * @param entry the file that can't be read
         * @param cause why
         */
        TrainingCase renew(EntryFile entry, IOException cause) throws IOException;
    }

    private final String name;
    private final String key;
    private final EntryFile entry;
    private final EntryLocks locks;
    private final Renewal renewal;
    private @Nullable TrainingCase renewed;

    CachedCase(String name, String key, EntryFile entry, EntryLocks locks, Renewal renewal) {
        this.name = name;
        this.key = key;
        this.entry = entry;
        this.locks = locks;
        this.renewal = renewal;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Grid grid() {
        return entry.header().grid();
    }

    @Override
    public int channels() {
        return entry.header().channels();
    }

    @Override
    public LabelCounts labels() {
        return entry.header().labels();
    }

    @Override
    public Volume image(VoxelBox box) throws IOException {
        Volume read = read(box, true);
        return read == null ? renewed().image(box) : read;
    }

    @Override
    public Volume label(VoxelBox box) throws IOException {
        Volume read = read(box, false);
        return read == null ? renewed().label(box) : read;
    }

    private synchronized boolean isRenewed() {
        return renewed != null;
    }

    private synchronized TrainingCase renewed() {
        return Objects.requireNonNull(renewed, "the case was not prepared anew");
    }

    /** Null if the case was prepared anew. */
    private @Nullable Volume read(VoxelBox box, boolean isImage) throws IOException {
        for (int axis = 0; axis < 3; axis++) {
            if (box.from(axis) < 0 || box.to(axis) > grid().size(axis)) {
                throw new IllegalArgumentException(name + ": " + box + " is no part of the case's " + grid().describeSizes()
                        + " voxels");
            }
        }
        if (isRenewed()) {
            return null;
        }
        if (!locks.share(key)) {
            return renew(new IOException(entry.path() + ": another process is deleting it"));
        }
        try {
            return entry.read(box, isImage);
        } catch (IOException e) {
            return renew(e);
        } finally {
            locks.release(key);
        }
    }

    private synchronized @Nullable Volume renew(IOException cause) throws IOException {
        if (renewed == null) {
            renewed = renewal.renew(entry, cause);
        }
        return null;
    }
}

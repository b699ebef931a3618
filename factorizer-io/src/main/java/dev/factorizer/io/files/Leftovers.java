package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * What processes left in a folder when they were killed. Files that were not complete are deleted; files that were, but had
 * not all come to their places, are put there. Only what belongs to the same user is touched, and nothing of a process that
 * lives.
 */
final class Leftovers {
    private Leftovers() { }

    /** Takes care of a folder; {@code own} is a staging folder of the caller. */
    static void settle(Path folder, Path own) {
        try {
            UserPrincipal user = Files.getOwner(own);
            for (Path place : found(folder)) {
                settle(place, user);
            }
        } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
            // A folder may be writable but not readable, and not every file system knows owners.
            return;
        }
    }

    private static void settle(Path place, UserPrincipal user) {
        try {
            if (!Staging.isLiving(place) && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
                    && user.equals(Files.getOwner(place, LinkOption.NOFOLLOW_LINKS))) {
                settle(place);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // What another process left must not keep this one from writing; what can't be settled now stays.
            return;
        }
    }

    private static List<Path> found(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, AtomicFile::isUnfinished)) {
            entries.forEach(found::add);
        }
        return found;
    }

    private static void settle(Path place) throws IOException {
        FileChannel lock = Staging.lockOfDead(place);
        if (lock == null) {
            return;
        }
        try (lock) {
            // Its owner may have declared it complete, and died, since it was listed.
            if (!Files.exists(place)) {
                return;
            }
            if (place.getFileName().toString().startsWith(Staging.COMPLETE)) {
                Staging.dropSuperseded(place);
                Staging.putInPlace(place);
            }
            Staging.remove(place);
        }
    }
}

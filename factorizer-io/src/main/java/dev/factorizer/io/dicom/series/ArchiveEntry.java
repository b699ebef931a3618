package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file inside an archive. */
final class ArchiveEntry {
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private ArchiveEntry() { }

    /** A name for messages. Characters that make no path here, such as a zero, are replaced. */
    static Path name(Path archive, String entry) {
        String shown = entry.replace('\0', '?');
        while (shown.startsWith("/")) {
            shown = shown.substring(1);
        }
        return archive.resolve(archive.getFileSystem().getPath(shown));
    }

    /**
     * The bytes of a DICOM file. It takes as much memory as there are bytes, whatever the archive says about their number.
     *
     * @param in the entry
     * @param name for messages
     * @return the bytes; {@code null} if it is another file, of which only the beginning is read
     * @throws IOException if it can't be read
     */
    static byte @Nullable [] bytes(InputStream in, Path name) throws IOException {
        byte[] start = in.readNBytes(EntryNames.START);
        if (!DicomFile.isDicom(start)) {
            return null;
        }
        try {
            byte[] rest = in.readNBytes(LARGEST - start.length);
            if (in.read() >= 0) {
                throw new MalformedFileException(name, "has more than " + LARGEST + " bytes, expected less in an archive; unpack it");
            }
            byte[] all = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, all, start.length, rest.length);
            return all;
        } catch (OutOfMemoryError e) {
            throw new MalformedFileException(name, "needs more memory for its bytes than Java has left; unpack the archive and name the"
                    + " folder", e);
        }
    }
}

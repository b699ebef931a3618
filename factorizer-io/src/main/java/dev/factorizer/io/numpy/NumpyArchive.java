package dev.factorizer.io.numpy;

import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeOutline;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Arrays of NumPy by name in a zip archive: {@code .npz}. */
public final class NumpyArchive {
    private static final String ENDING = ".npy";
    /** What nnU-Net calls the image of a case, and the result for it. */
    private static final List<String> USUAL = List.of("data", "probabilities");
    /** Names in a message. */
    private static final int SHOWN = 10;

    private NumpyArchive() { }

    /**
     * Reads the only array, or the one called {@code data} or {@code probabilities} among others, with a warning.
     *
     * @param file the archive
     * @return the volume; see {@link NumpyFile}
     * @throws MalformedFileException if it is damaged, or it is not clear which array is meant
     * @throws IOException if it can't be read
     */
    public static Volume read(Path file) throws IOException {
        try (ZipFile zip = open(file)) {
            return onlyOne(file, zip).read();
        }
    }

    /**
     * Reads the header of the array that {@link #read(Path)} reads.
     *
     * @param file the archive
     * @return its outline
     * @throws MalformedFileException if it is damaged, or it is not clear which array is meant
     * @throws IOException if it can't be read
     */
    public static VolumeOutline outline(Path file) throws IOException {
        try (ZipFile zip = open(file)) {
            return onlyOne(file, zip).outline();
        }
    }

    private static NumpyEntry onlyOne(Path file, ZipFile zip) throws IOException {
        List<String> names = names(zip);
        List<String> usual = USUAL.stream().filter(names::contains).toList();
        if (names.size() == 1) {
            return entry(file, zip, names.getFirst(), List.of());
        }
        if (usual.size() == 1) {
            return entry(file, zip, usual.getFirst(), List.of("holds " + shown(names) + "; " + usual.getFirst() + " is read"));
        }
        throw new MalformedFileException(file, names.isEmpty() ? "holds no NumPy array, expected one"
                : "holds " + shown(names) + ", expected one array; save the one that is meant alone");
    }

    /**
     * Reads one array.
     *
     * @param file the archive
     * @param name what the array is called, without {@code .npy}
     * @return the volume; see {@link NumpyFile}
     * @throws MalformedFileException if it is damaged, or there is none of that name
     * @throws IOException if it can't be read
     */
    public static Volume read(Path file, String name) throws IOException {
        try (ZipFile zip = open(file)) {
            return entry(file, zip, name, List.of()).read();
        }
    }

    /**
     * The names of the arrays.
     *
     * @param file the archive
     * @return names without {@code .npy}, in the order of the archive
     * @throws MalformedFileException if it is no archive
     * @throws IOException if it can't be read
     */
    public static List<String> names(Path file) throws IOException {
        try (ZipFile zip = open(file)) {
            return names(zip);
        }
    }

    private static ZipFile open(Path file) throws IOException {
        FileKind.requireRegular(file, "an archive of NumPy arrays");
        try {
            return new ZipFile(file.toFile());
        } catch (IllegalArgumentException | ZipException e) {
            throw new MalformedFileException(file, "is not a readable zip archive: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new MalformedFileException(file, "is not a readable zip archive: its directory lies outside of the file", e);
        }
    }

    private static List<String> names(ZipFile zip) {
        return zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length())).toList();
    }

    private static String shown(List<String> names) {
        return names.size() + " arrays, " + names.stream().limit(SHOWN).map(NumpyHeader::cut).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? " …" : "");
    }

    private static NumpyEntry entry(Path file, ZipFile zip, String name, List<String> warnings) throws IOException {
        ZipEntry entry = zip.getEntry(name + ENDING);
        if (entry == null) {
            throw new MalformedFileException(file, "has no array \"" + NumpyHeader.cut(name) + "\", only " + shown(names(zip)));
        }
        return new NumpyEntry(file, zip, entry, "array " + NumpyHeader.cut(name) + ": ", warnings);
    }
}

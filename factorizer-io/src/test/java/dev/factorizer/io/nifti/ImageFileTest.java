package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.Volumes;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no file that can be read, and what is left open. */
class ImageFileTest {
    @TempDir
    private Path folder;

    private static void refused(Path file, String... parts) {
        var refusal = assertTimeoutPreemptively(Duration.ofSeconds(10),
                () -> assertThrows(MalformedFileException.class, () -> Volumes.read(file)));
        for (String part : parts) {
            assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
        }
    }

    private static Path pipe(Path path) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor());
        return path;
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        refused(pipe(folder.resolve("scan.nii")), "scan.nii: is a device, pipe or socket, expected an image");
        refused(pipe(folder.resolve("packed.nii.gz")), "packed.nii.gz: is a device, pipe or socket, expected an image");
        refused(pipe(folder.resolve("pair.hdr")), "pair.hdr: is a device, pipe or socket, expected an image");
        Files.write(folder.resolve("image.hdr"), RawNifti.good().magic("ni1").offset(0).header());
        refused(pipe(folder.resolve("image.img")), "image.img: is a device, pipe or socket, expected an image");
        refused(folder.resolve("image.hdr"), "image.img: is a device, pipe or socket, expected an image");
        Files.createSymbolicLink(folder.resolve("link.nii"), folder.resolve("scan.nii"));
        refused(folder.resolve("link.nii"), "link.nii: is a device, pipe or socket, expected an image");
    }

    @Test
    void whatIsNotThere() throws IOException {
        refused(folder.resolve("none.nii"), "none.nii: does not exist");
        refused(folder, "holds no DICOM images, expected a series of one scan");
        refused(Path.of("/"), "is the root of a disk, expected a folder with one scan");
        Path link = Files.createSymbolicLink(folder.resolve("annexed.nii.gz"), Path.of("../objects/MD5E-s1"));
        refused(link, "annexed.nii.gz: is a link to ../objects/MD5E-s1, which does not exist");
    }

    @Test
    void nothingIsLeftOpen() throws IOException, InterruptedException {
        byte[] good = RawNifti.good().bytes();
        byte[] packed = RawNifti.gzip(good);
        List<byte[]> contents = List.of(good, packed, Arrays.copyOf(good, 400), Arrays.copyOf(packed, 100), Arrays.copyOf(packed, 2),
                new byte[0], RawNifti.good().magic("ni1").bytes(), RawNifti.good().type(9, 9).bytes(),
                RawNifti.good().sform(1, new double[12]).bytes(), RawNifti.gzip(packed), packed(0x40));
        List<String> files = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            files.add(Files.write(folder.resolve(i + ".nii"), contents.get(i)).toString());
        }
        files.add(Files.write(folder.resolve("pair.hdr"), RawNifti.good().magic("ni1").offset(0).header()).toString());
        Files.write(folder.resolve("pair.img"), RawNifti.good().voxels());
        files.add(Files.write(folder.resolve("short.hdr"), RawNifti.good().magic("ni1").offset(0).header()).toString());
        Files.write(folder.resolve("short.img"), RawNifti.gzip(new byte[5]));
        // Each of them 100 times, with 64 descriptors.
        assertEquals("1300 read or refused", run("again", files));
    }

    private static byte[] packed(int flags) {
        byte[] bytes = RawNifti.gzip(RawNifti.good().bytes());
        bytes[3] = (byte) flags;
        return bytes;
    }

    @Test
    void aProcessWithoutFreeDescriptorsSaysSo() throws IOException, InterruptedException {
        Path image = Files.write(folder.resolve("scan.nii"), RawNifti.good().bytes());
        String printed = run("used-up", List.of(image.toString()));
        assertTrue(printed.contains("scan.nii: can't be opened: this process has as many files open as it may have"), printed);
    }

    /** A gigabyte of voxels in a megabyte of file. */
    @Test
    void aHeapThatIsTooSmallForTheVoxelsIsNamed() throws IOException, InterruptedException {
        byte[] zeros = RawNifti.gzip(new byte[1 << 20]);
        byte[][] parts = new byte[1025][];
        Arrays.fill(parts, zeros);
        RawNifti header = RawNifti.good().type(2, 8).dim(3, 1024, 1024, 1024, 1, 1, 1, 1).voxels(new byte[0]);
        parts[0] = RawNifti.gzip(header.bytes());
        Path bomb = Files.write(folder.resolve("bomb.nii.gz"), RawNifti.joined(parts));
        String printed = run("again", List.of(bomb.toString()));
        assertTrue(printed.contains("bomb.nii.gz: needs more memory for its voxels than Java has"), printed);
    }

    /** What {@link FilesUsedUp} prints, run where no more than 64 files can be open. */
    private static String run(String task, List<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -n 64; exec \"$@\"", "limited",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp",
                place(NiftiImage.class) + File.pathSeparator + place(FilesUsedUp.class), FilesUsedUp.class.getName(), task));
        command.addAll(files);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.strip();
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
    }
}

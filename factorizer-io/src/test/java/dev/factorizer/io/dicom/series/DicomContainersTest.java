package dev.factorizer.io.dicom.series;

import static dev.factorizer.io.dicom.series.WrittenSeries.assertSlices;
import static dev.factorizer.io.dicom.series.WrittenSeries.read;
import static dev.factorizer.io.dicom.series.WrittenSeries.refusal;
import static dev.factorizer.io.dicom.series.WrittenSeries.slice;
import static dev.factorizer.io.dicom.series.WrittenSeries.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the files of a series may be: folders in folders, archives, and beside other files. */
class DicomContainersTest {
    @TempDir
    private Path folder;

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        int[] order = {2, 0, 1};
        for (int i : order) {
            files.put("study/series/IM" + i, slice(i, 2 * i).file());
        }
        return files;
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        Path zip = folder.resolve("scan.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return zip;
    }

    private static byte[] header(String name, int size, char type) {
        byte[] header = new byte[512];
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, 0, Math.min(bytes.length, 100));
        byte[] octal = String.format(Locale.ROOT, "%011o", size).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octal, 0, header, 124, octal.length);
        header[156] = (byte) type;
        System.arraycopy("ustar\0".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 6);
        return header;
    }

    private static void entry(OutputStream out, String name, byte[] content, char type) throws IOException {
        out.write(header(name, content.length, type));
        out.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry(out, "study/", new byte[0], '5');
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            entry(out, file.getKey(), file.getValue(), '0');
        }
        out.write(new byte[1024]);
        return out.toByteArray();
    }

    @Test
    void foldersInFoldersAndOtherFiles() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b c/é"));
        write(folder.resolve("a"), 0, slice(0, 0));
        write(deep, 1, slice(1, 2));
        write(folder, 2, slice(2, 4));
        Files.writeString(folder.resolve("readme.txt"), "text");
        Files.write(folder.resolve("._IM00002"), slice(7, 20).file());
        Files.write(folder.resolve("DICOMDIR"), new byte[200]);
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.write(folder.resolve("report"), slice(8, 20).without(0x00280010).without(0x7fe00010).file());
        Volume volume = read(folder);
        assertSlices(volume, 0, 0, 1, 2);
        assertEquals(List.of(folder + ": 5 files, such as ._IM00002, are no DICOM images and were left out"), volume.warnings());
    }

    @Test
    void archivesAreReadAsFoldersAre() throws IOException {
        Map<String, byte[]> files = files();
        files.put("readme.txt", "text".getBytes(StandardCharsets.US_ASCII));
        Path zip = zip(files);
        assertSlices(Volumes.read(zip), 0, 0, 1, 2);
        assertEquals(List.of(zip + ": the file readme.txt is no DICOM image and was left out"), Volumes.read(zip).warnings());
        Path tar = Files.write(folder.resolve("scan.tar"), tar(files));
        assertSlices(Volumes.read(tar), 0, 0, 1, 2);
        Path packed = folder.resolve("scan.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(tar(files));
        }
        assertSlices(Volumes.read(packed), 0, 0, 1, 2);
        assertArrayEquals(Volumes.read(zip).voxels(), Volumes.read(packed).voxels());
    }

    @Test
    void longNamesInTar() throws IOException {
        String name = "series/".repeat(30);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            String one = name + i;
            if (i == 1) {
                String line = " path=" + one + "\n";
                int length = line.length() + 3;
                entry(out, "pax", (length + line).getBytes(StandardCharsets.UTF_8), 'x');
            } else {
                entry(out, "././@LongLink", (one + "\0").getBytes(StandardCharsets.UTF_8), 'L');
            }
            entry(out, one.substring(0, 100), slice(i, 2 * i).file(), '0');
        }
        assertSlices(Volumes.read(Files.write(folder.resolve("long.tar"), out.toByteArray())), 0, 0, 1, 2);
    }

    @Test
    void namesInArchivesLeadNowhere() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("../../../IM0", slice(0, 0).file());
        files.put("/etc/IM1", slice(1, 2).file());
        files.put("x\ny\u001b[2J", slice(2, 4).file());
        Path zip = Files.move(zip(files), inside.resolve("scan.zip"));
        assertSlices(Volumes.read(zip), 0, 0, 1, 2);
        assertEquals(1, Files.list(inside).count());
        files.put("x\ny\u001b[2J", slice(2, 40).file());
        String message = refusal(Files.move(zip(files), folder.resolve("other.zip")));
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains("\\n") && message.contains("\\u001b"), message);
    }

    @Test
    void namesInAnyEncoding() throws IOException {
        Path zip = folder.resolve("latin.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), StandardCharsets.ISO_8859_1)) {
            for (int i = 0; i < 3; i++) {
                out.putNextEntry(new ZipEntry("M\u00fcller/" + (char) (0xe0 + i)));
                out.write(slice(i, 2 * i).file());
            }
        }
        assertSlices(Volumes.read(zip), 0, 0, 1, 2);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            entry(tar, "M\u00fcller\u2028" + i, slice(i, 2 * i).file(), '0');
        }
        assertSlices(Volumes.read(Files.write(folder.resolve("utf.tar"), tar.toByteArray())), 0, 0, 1, 2);
    }

    @Test
    void damagedArchivesAreRefused() throws IOException {
        byte[] zip = Files.readAllBytes(zip(files()));
        for (int length : new int[] {30, 100, zip.length / 2, zip.length - 10}) {
            String message = refusal(Files.write(folder.resolve("cut.zip"), Arrays.copyOf(zip, length)));
            assertTrue(message.contains("is no readable zip archive"), message);
        }
        byte[] encrypted = zip.clone();
        for (int i = 0; i + 10 < zip.length; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && (zip[i + 2] == 1 || zip[i + 2] == 3)) {
                encrypted[i + (zip[i + 2] == 1 ? 8 : 6)] |= 1;
            }
        }
        String locked = refusal(Files.write(folder.resolve("locked.zip"), encrypted));
        assertTrue(locked.contains("not encrypted; unpack it and name the folder"), locked);
        byte[] flipped = zip.clone();
        flipped[100] ^= 0x55;
        assertTrue(refusal(Files.write(folder.resolve("flipped.zip"), flipped)).contains("can't be unpacked"));
        for (int i = 0; i + 30 < zip.length; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1) {
                byte[] sum = zip.clone();
                sum[i + 16] ^= 1;
                assertTrue(refusal(Files.write(folder.resolve("sum.zip"), sum)).contains("its check sum (CRC) is not that of its content"));
            }
        }
        byte[] tar = tar(files());
        String message = refusal(Files.write(folder.resolve("cut.tar"), Arrays.copyOf(tar, 1400)));
        assertTrue(message.contains("ends in the middle of an entry") || message.contains("cut off"), message);
        tar[512 + 124] = 'x';
        message = refusal(Files.write(folder.resolve("size.tar"), tar));
        assertTrue(message.contains("expected an octal number"), message);
    }

    @Test
    void bombsAreNotUnpacked() throws IOException {
        // Not DICOM: only its beginning is looked at.
        Path zip = folder.resolve("bomb.zip");
        bomb(zip, new byte[0]);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("both.zip")))) {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
            out.putNextEntry(new ZipEntry("zeros"));
            out.write(new byte[50 << 20]);
        }
        assertTrue(refusal(zip).contains("holds no DICOM images, only one other file"));
        assertSlices(Volumes.read(folder.resolve("both.zip")), 0, 0, 1, 2);
        // DICOM, and then zeros without end.
        bomb(zip, slice(0, 0).file());
        assertTrue(refusal(zip).contains("needs more memory"));
    }

    /** An entry of more bytes than the heap of these tests has. */
    private static void bomb(Path zip, byte[] start) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setLevel(1);
            out.putNextEntry(new ZipEntry("IM0"));
            out.write(start);
            byte[] zeros = new byte[1 << 20];
            for (long i = 0; i < Runtime.getRuntime().maxMemory() >> 20; i++) {
                out.write(zeros);
            }
        }
    }

    @Test
    void entriesOfOneNameAreRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry(out, "IM0", slice(0, 0).file(), '0');
        entry(out, "IM0", slice(1, 2).file(), '0');
        String message = refusal(Files.write(folder.resolve("twice.tar"), out.toByteArray()));
        assertTrue(message.contains("IM0: is in the archive twice, expected once"), message);
    }

    /** All in one place of the archive, which therefore has little more than their names. */
    @Test
    void aMillionEntries() throws IOException {
        int count = 1_000_000;
        byte[] name = "IM0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer zip = ByteBuffer.allocate(33 + 52 * (count + 1) + 98).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).put(new byte[22]).putShort((short) name.length).putShort((short) 0).put(name);
        for (int i = 0; i <= count; i++) {
            zip.putInt(0x02014b50).put(new byte[24]).putShort((short) 6).put(new byte[16]).put(String.format(Locale.ROOT, "%06x", i)
                    .getBytes(StandardCharsets.US_ASCII), 0, 6);
            if (i == count - 1) {
                assertTrue(refusal(manyEntries(zip, count)).contains("holds no DICOM images"));
            }
        }
        assertTrue(refusal(manyEntries(zip, count + 1)).contains("holds 1000001 files, expected at most 1000000"));
    }

    private Path manyEntries(ByteBuffer entries, long count) throws IOException {
        ByteBuffer zip = entries.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long end = zip.position();
        zip.putInt(0x06064b50).putLong(44).putInt(0).putLong(0).putLong(count).putLong(count).putLong(end - 33).putLong(33);
        zip.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        zip.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        return Files.write(folder.resolve("many.zip"), Arrays.copyOf(zip.array(), zip.position()));
    }

    @Test
    void whatIsNoDicomIsSaid() throws IOException {
        assertTrue(refusal(folder).contains("holds no DICOM images, expected a series of one scan"));
        Files.writeString(folder.resolve("readme.txt"), "text");
        assertTrue(refusal(folder).contains("holds no DICOM images, only one other file"));
        assertTrue(refusal(zip(Map.of("a.txt", new byte[3]))).contains("holds no DICOM images"));
        String message = refusal(Files.write(folder.resolve("report.dcm"), slice(0, 0).without(0x00280010).without(0x7fe00010).file()));
        assertTrue(message.contains("report.dcm: is a DICOM file without an image, such as a report"), message);
    }

    @Test
    void aDamagedFileIsNotLeftOut() throws IOException {
        write(folder, 0, 2, 4);
        byte[] bytes = slice(3, 6).file();
        Files.write(folder.resolve("IM00003"), Arrays.copyOf(bytes, 400));
        assertTrue(refusal(folder).contains("IM00003"));
        Files.write(folder.resolve("IM00003"), Arrays.copyOf(bytes, bytes.length - 4));
        assertTrue(refusal(folder).contains("IM00003"));
        Files.delete(folder.resolve("IM00003"));
        Files.createSymbolicLink(folder.resolve("IM00003"), Path.of("missing"));
        assertTrue(refusal(folder).contains("IM00003: is a link to missing"));
    }

    @Test
    void sizesAreCheckedBeforeMemoryIsTaken() throws IOException {
        for (int i = 0; i < 3; i++) {
            write(folder, i, slice(i, 2 * i).number(0x00280010, 16000).number(0x00280011, 16000));
        }
        String message = refusal(folder);
        assertTrue(message.contains("IM0000"), message);
        assertTrue(!message.contains("memory"), message);
        for (int i = 0; i < 12; i++) {
            write(folder, i, slice(i, 2 * i).number(0x00280010, 16000).number(0x00280011, 16000));
        }
        message = refusal(folder);
        assertTrue(message.contains("expected less than 2³¹"), message);
    }

    @Test
    void tenThousandFilesInLittleMemory() throws IOException {
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            write(folder, count - i, slice(i % 600, 0).decimals(0x00200032, -10, -20, 0.25 * i).text(0x00080018, "UI", "1.2." + i)
                    .text(0x00200013, "IS", String.valueOf(i)));
        }
        Volume volume = read(folder);
        assertEquals("4×3×10000", volume.grid().describeSizes());
        for (int i = 0; i < count; i += 37) {
            assertEquals(WrittenSeries.value(i % 600, 1, 2), volume.value(0, 1, 2, i));
        }
        assertEquals(0.25, volume.grid().spacing()[2], 1e-9);
    }

    @Test
    void namedFilesMustBeDicom() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "text");
        String message = assertThrows(MalformedFileException.class, () -> DicomCollection.of(List.of(text))).getMessage();
        assertTrue(message.contains("a.txt: is plain text, expected a DICOM file"), message);
    }
}

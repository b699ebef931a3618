package dev.factorizer.io.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a file is by its first bytes, for a reader that was given something else than it reads and should say what. The
 * formats that this program reads are among them, because each reader meets those of the others.
 */
public enum FileFormat {
    /** Nothing but zeros. */
    ZEROS("only zeros", "it was probably never written to its end; copy or download it again", FileFormat::isZero),
    /** An archive; PyTorch's checkpoints are such, too. */
    ZIP("a zip archive", Advice.ARCHIVE, starts("PK\3\4").or(starts("PK\5\6"))),
    /** An archive of Unix. */
    TAR("a tar archive", Advice.ARCHIVE, bytes -> has(bytes, 257, "ustar")),
    /** An archive. */
    SEVEN_ZIP("a 7z archive", Advice.ARCHIVE, starts("7z\u00bc\u00af\u0027\u001c")),
    /** One compressed file. */
    GZIP("gzip data", "unpack it with gunzip", starts("\u001f\u008b")),
    /** One compressed file. */
    BZIP2("bzip2 data", "unpack it with bunzip2", starts("BZh")),
    /** One compressed file. */
    XZ("xz data", "unpack it with unxz", starts("\u00fd7zXZ\0")),
    /** One compressed file. */
    ZSTANDARD("Zstandard data", "unpack it with unzstd", starts("(\u00b5/\u00fd")),
    /** What git keeps in the place of a large file. */
    LFS_POINTER("a git LFS pointer, which only stands for a file", "fetch that with git lfs pull",
            starts("version https://git-lfs.github.com/")),
    /** What git-annex keeps in the place of a large file. */
    ANNEX_POINTER("a git-annex pointer, which only stands for a file", "fetch that with git annex get",
            starts("/annex/objects/")),
    /** What macOS keeps beside a file on foreign disks, as {@code ._NAME}. */
    APPLE_DOUBLE("what macOS keeps beside a file (AppleDouble)", "name the file without ._ before its name, and delete this one",
            starts("\0\u0005\u0016\u0007")),
    /** What a server answers instead of a file. */
    HTML("an HTML page, such as a server's login or error page", "download the file itself",
            matches("(?is)\\A(\u00ef\u00bb\u00bf)?\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*<(!doctype\\s+html|html)\\b.*")),
    /** ITK's own format of images. */
    META_IMAGE("a MetaImage", Advice.READ, matches("(?s)\\A\\s*(Comment\\s*[=:][^\\n]*\\n\\s*)*(ObjectType|NDims)\\s*[=:].*")),
    /** The format of images of Teem and 3D Slicer. */
    NRRD("an NRRD image", Advice.READ, starts("NRRD000")),
    /** Images as scanners send them. */
    DICOM("a DICOM file", "name it where an image is expected", bytes -> has(bytes, 128, "DICM")),
    /** Also MINC's second version. */
    HDF5("an HDF5 file, such as a MINC 2 image", Advice.IMAGE, starts("\u0089HDF\r\n\u001a\n")),
    /** Also MINC's first version. */
    NETCDF("a NetCDF file, such as a MINC 1 image", Advice.IMAGE, starts("CDF\1").or(starts("CDF\2"))),
    /** The format of images of FreeSurfer. */
    MGH("a FreeSurfer MGH image", "convert it to NIfTI, for example with mri_convert", FileFormat::isMgh),
    /** The format of images that results are written in. */
    NIFTI("a NIfTI image", "name it where an image is expected", FileFormat::isNifti),
    /** Arrays of numpy. */
    NUMPY("a NumPy array", Advice.READ, starts("\u0093NUMPY")),
    /** Arrays of MATLAB. */
    MATLAB("a MATLAB file", Advice.IMAGE, starts("MATLAB 5.0 MAT-file")),
    /** A picture. */
    PNG("a PNG picture", Advice.READ_AS_IT_IS, starts("\u0089PNG\r\n\u001a\n")),
    /** A picture. */
    JPEG("a JPEG picture", Advice.READ_AS_IT_IS, starts("\u00ff\u00d8\u00ff")),
    /** A picture, often from a microscope. */
    TIFF("a TIFF picture", Advice.READ_AS_IT_IS, starts("II*\0").or(starts("MM\0*"))),
    /** A picture of Windows: its start says the length of the header as well. */
    BMP("a BMP picture", Advice.READ_AS_IT_IS, FileFormat::isBitmap),
    /** A document. */
    PDF("a PDF document", Advice.OTHER, starts("%PDF-")),
    /** The format of weights that this program prefers. */
    SAFETENSORS("a safetensors file", "name it where weights are expected", FileFormat::isSafetensors),
    /** Python's objects; PyTorch's old checkpoints are such, too. */
    PICKLE("a Python pickle", "name it where a checkpoint is expected", FileFormat::isPickle),
    /** Settings and other data of programs. */
    JSON("JSON text", Advice.OTHER, matches("(?s)\\A\\s*[\\[{].*").and(FileFormat::isText)),
    /** Data of programs. */
    XML("XML text", Advice.OTHER, starts("<?xml")),
    /** Whatever can be read in an editor. */
    TEXT("plain text", "open it in an editor to see what it says", FileFormat::isText);

    /** How many of the first bytes {@link #of} looks at. */
    public static final int BYTES = 512;

    /** What is advised for several formats. */
    private static final class Advice {
        static final String ARCHIVE = "unpack it and name a file that was inside";
        static final String READ_AS_IT_IS = "name it where an image is expected";
        static final String READ = "name it where an image is expected, not compressed";
        static final String IMAGE = "if it is the image that is meant, convert it to NIfTI";
        static final String OTHER = "name the file that is meant";
    }

    private final String description;
    private final String advice;
    private final Predicate<byte[]> test;

    FileFormat(String description, String advice, Predicate<byte[]> test) {
        this.description = description;
        this.advice = advice;
        this.test = test;
    }

    /**
     * Recognizes a file.
     *
     * @param start its first bytes, {@link #BYTES} of them if it has as many
     * @return the first format that fits; empty if none does
     */
    public static Optional<FileFormat> of(byte[] start) {
        byte[] looked = start.length > BYTES ? Arrays.copyOf(start, BYTES) : start;
        return Arrays.stream(values()).filter(format -> looked.length > 0 && format.test.test(looked)).findFirst();
    }

    /** {@return what it is, such as {@code an HTML page}, to stand after "is"} */
    public String description() {
        return description;
    }

    /** {@return what to do with it, such as {@code unpack it with gunzip}} */
    public String advice() {
        return advice;
    }

    /**
     * The sentence for a reader that can't use such a file, to stand behind its name.
     *
     * @param expected what the reader reads, such as {@code a NIfTI image}
     * @return what it is, what was expected, and what to do
     */
    public String insteadOf(String expected) {
        return "is " + description + ", expected " + expected + "; " + advice;
    }

    private static Predicate<byte[]> starts(String magic) {
        return bytes -> has(bytes, 0, magic);
    }

    private static Predicate<byte[]> matches(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return bytes -> compiled.matcher(latin(bytes)).matches();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean has(byte[] bytes, int at, String magic) {
        return latin(bytes).startsWith(magic, at);
    }

    private static boolean isZero(byte[] bytes) {
        return latin(bytes).chars().allMatch(unit -> unit == 0);
    }

    private static boolean isText(byte[] bytes) {
        if (!latin(bytes).chars().allMatch(unit -> unit >= ' ' && unit != 127 || unit >= '\b' && unit <= '\r')) {
            return false;
        }
        // Not to its end: the last character may be cut.
        return !StandardCharsets.UTF_8.newDecoder()
                .decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), false).isError();
    }

    private static boolean isPickle(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == (byte) 0x80 && bytes[1] >= 2 && bytes[1] <= 5;
    }

    private static boolean isSafetensors(byte[] bytes) {
        return bytes.length > 9 && bytes[8] == '{'
                && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() >>> 40 == 0;
    }

    private static boolean isBitmap(byte[] bytes) {
        return has(bytes, 0, "BM") && bytes.length > 18 && bytes[14] >= 12 && bytes[15] == 0 && bytes[16] == 0 && bytes[17] == 0;
    }

    private static boolean isNifti(byte[] bytes) {
        return List.of("n+1\0", "ni1\0").stream().anyMatch(magic -> has(bytes, 344, magic))
                || List.of("n+2\0", "ni2\0").stream().anyMatch(magic -> has(bytes, 4, magic));
    }

    /** There is no magic number, only a version, four sizes and one of four types. */
    private static boolean isMgh(byte[] bytes) {
        if (bytes.length < 24) {
            return false;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        return header.getInt(0) == 1 && header.getInt(4) > 0 && header.getInt(8) > 0 && header.getInt(12) > 0
                && header.getInt(16) > 0 && List.of(0, 1, 3, 4).contains(header.getInt(20));
    }
}

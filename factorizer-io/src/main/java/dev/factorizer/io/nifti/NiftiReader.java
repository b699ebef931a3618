package dev.factorizer.io.nifti;

import dev.factorizer.io.files.ImageFile;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * Reads a NIfTI file once, front to back, and believes no size before the bytes are there. What nibabel and ITK read
 * although it is against the format is read, too, with a warning.
 */
final class NiftiReader {
    /** What may follow the voxels before a gzip file is refused: its end must be reached to check its sum. */
    private static final long LONGEST_REST = 16L << 20;
    /** What may lie between header and voxels; a whole DICOM header takes some megabytes. */
    private static final long LONGEST_EXTENSIONS = 64L << 20;
    private static final int CHUNK = 1 << 20;

    private final Path named;
    private final List<String> warnings = new ArrayList<>();
    private Path file;

    NiftiReader(Path file) {
        this.named = file;
        this.file = file;
    }

    NiftiImage read() throws IOException {
        file = namesVoxels() ? partner(".img", ".hdr") : named;
        try (ImageFile image = ImageFile.open(file)) {
            HeaderReader.Declared declared = new HeaderReader(file, image.compressed(), warnings::add).read(image.bytes());
            return declared.pair() ? !isSingle(declared) ? readPair(image, declared) : readSingle(image, declared)
                    : isHalf(declared) ? readPair(image, declared) : readSingle(image, declared);
        } catch (EOFException e) {
            throw new MalformedFileException(file, "ends in the middle of its compressed data", e);
        } catch (ZipException e) {
            throw new MalformedFileException(file, "its gzip data is damaged: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new MalformedFileException(file, String.format(Locale.ROOT, "needs more memory for its voxels than Java has,"
                    + " which is %,d MB; give it more by -Xmx", Runtime.getRuntime().maxMemory() >> 20), e);
        }
    }

    /** Header and affine: what could only be said of the voxels is left open. */
    NiftiGeometry geometry() throws IOException {
        file = namesVoxels() ? partner(".img", ".hdr") : named;
        try (ImageFile image = ImageFile.open(file)) {
            HeaderReader.Declared declared = new HeaderReader(file, image.compressed(), warnings::add).read(image.bytes());
            if (declared.pair() ? !isSingle(declared) : isHalf(declared)) {
                requireVoxels();
            } else {
                image.checkHolds(declared.offset() + declared.voxelBytes());
            }
            return geometry(declared.header(List.of()));
        } catch (EOFException | ZipException e) {
            throw new MalformedFileException(file, "its gzip data ends or is damaged in the header: " + e.getMessage(), e);
        }
    }

    private boolean namesVoxels() {
        return isNamed(".*\\.img(\\.gz)?");
    }

    private boolean isNamed(String pattern) {
        return named.getFileName() != null && named.getFileName().toString().toLowerCase(Locale.ROOT).matches(pattern);
    }

    /** The other file of a pair: each may be gzipped, and names in capitals go together. */
    private Path partner(String from, String to) {
        String name = named.getFileName().toString();
        int at = name.toLowerCase(Locale.ROOT).lastIndexOf(from);
        boolean capitals = name.substring(at, at + from.length()).equals(from.toUpperCase(Locale.ROOT));
        List<Path> candidates = new ArrayList<>();
        for (String ending : capitals ? List.of(to.toUpperCase(Locale.ROOT), to) : List.of(to, to.toUpperCase(Locale.ROOT))) {
            String start = name.substring(0, at) + ending;
            for (String gzipped : List.of(name.substring(at + from.length()), "", ".gz")) {
                candidates.add(named.resolveSibling(start + gzipped));
            }
        }
        return candidates.stream().filter(Files::exists).findFirst().orElse(candidates.get(1));
    }

    /** Whether a file that claims to be half of a pair holds its voxels itself, as nibabel and ITK take it. */
    private boolean isSingle(HeaderReader.Declared declared) throws IOException {
        if (namesVoxels() || isNamed(".*\\.hdr(\\.gz)?")) {
            return false;
        }
        String magic = "magic is \"ni" + declared.layout().version + "\", which puts the voxels into a file of their own, but ";
        if (declared.offset() < declared.layout().bytes || !isNamed(".*\\.nii(\\.gz)?")
                || Files.exists(partner(".nii", ".img"))) {
            throw malformed(magic + "the name ends neither in .hdr nor in .img; rename it");
        }
        warnings.add(magic + "it is a single file; they are read from its vox_offset, byte " + declared.offset());
        return true;
    }

    /** Whether a file that claims to hold its voxels is half of a pair, as nibabel and ITK take it. */
    private boolean isHalf(HeaderReader.Declared declared) {
        if (declared.offset() >= declared.layout().bytes || !namesVoxels() && !isNamed(".*\\.hdr(\\.gz)?")
                || !Files.exists(voxels())) {
            return false;
        }
        warnings.add("magic is \"n+" + declared.layout().version + "\", which puts the voxels into the same file, but vox_offset"
                + " is " + declared.offset() + " and they are in " + voxels().getFileName() + "; they are read from there");
        return true;
    }

    private Path voxels() {
        return namesVoxels() ? named : partner(".hdr", ".img");
    }

    private NiftiImage readSingle(ImageFile image, HeaderReader.Declared declared) throws IOException {
        long between = declared.offset() - declared.layout().bytes;
        if (between < 0) {
            throw malformed("vox_offset is " + declared.offset() + ", inside the header, expected at least "
                    + declared.layout().bytes);
        }
        if (between > LONGEST_EXTENSIONS) {
            throw malformed("vox_offset is " + declared.offset() + ", expected at most " + LONGEST_EXTENSIONS
                    + " bytes behind the header");
        }
        if (between < HeaderExtensions.FLAGS) {
            warnings.add("vox_offset is " + declared.offset() + ", expected at least "
                    + (declared.layout().bytes + HeaderExtensions.FLAGS) + "; the voxels are read from there, as ITK does, while"
                    + " nibabel refuses the file");
        }
        image.checkHolds(declared.offset() + declared.voxelBytes());
        List<NiftiExtension> extensions = HeaderExtensions.read(
                readExactly(image.bytes(), between, "before vox_offset " + declared.offset()), declared.fields().order(),
                warnings::add);
        return withVoxels(image, declared.header(extensions), declared.voxelBytes());
    }

    private NiftiImage readPair(ImageFile start, HeaderReader.Declared declared) throws IOException {
        List<NiftiExtension> extensions = HeaderExtensions.read(start.bytes().readNBytes((int) LONGEST_EXTENSIONS), declared.fields().order(),
                warnings::add);
        Path voxels = requireVoxels();
        file = voxels;
        try (ImageFile image = ImageFile.open(voxels)) {
            image.checkHolds(declared.offset() + declared.voxelBytes());
            skipExactly(image.bytes(), declared.offset());
            return withVoxels(image, declared.header(extensions), declared.voxelBytes());
        }
    }

    private Path requireVoxels() throws IOException {
        Path voxels = voxels();
        if (Files.notExists(voxels)) {
            throw malformed("has its voxels in " + voxels.getFileName() + ", which does not exist beside it");
        }
        return voxels;
    }

    private NiftiImage withVoxels(ImageFile image, NiftiHeader header, long count) throws IOException {
        if (header.scaled() && !Double.isFinite(header.sclInter())) {
            throw malformed("scl_inter is " + header.sclInter() + " beside scl_slope " + header.sclSlope()
                    + ", expected a finite number");
        }
        byte[] voxels = readExactly(image.bytes(), count, "of voxels");
        if (image.compressed()) {
            drain(image);
        }
        NiftiGeometry geometry = geometry(header);
        return new NiftiImage(geometry.header(), geometry.affine().stream().mapToDouble(Double::doubleValue).toArray(), voxels,
                geometry.warnings());
    }

    private NiftiGeometry geometry(NiftiHeader header) throws IOException {
        try {
            NiftiHeader usable = UsableForms.of(header, warnings::add);
            double[] affine = NiftiAffine.of(usable);
            new GeometryWarnings(header, affine).report(warnings::add);
            return new NiftiGeometry(usable, Arrays.stream(affine).boxed().toList(),
                    warnings.stream().map(warning -> Printable.of(named + ": " + warning)).toList());
        } catch (NiftiAffine.Unusable e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** Grows with what is really there, so a header's claim alone allocates nothing. */
    private byte[] readExactly(InputStream in, long count, String what) throws IOException {
        byte[] bytes = new byte[(int) Math.min(count, CHUNK)];
        int filled = 0;
        while (filled < count) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(count, 2L * filled));
            }
            int read = in.read(bytes, filled, bytes.length - filled);
            if (read < 0) {
                throw malformed("ends after " + filled + " of " + count + " bytes " + what);
            }
            filled += read;
        }
        return bytes;
    }

    private void skipExactly(InputStream in, long count) throws IOException {
        byte[] chunk = new byte[(int) Math.min(count, 1 << 16)];
        for (long left = count; left > 0;) {
            int read = in.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (read < 0) {
                throw malformed("ends after " + (count - left) + " of " + count + " bytes before vox_offset " + count);
            }
            left -= read;
        }
    }

    /** Reads on to the end, where gzip keeps its sum. */
    private void drain(ImageFile image) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long rest = 0;
        for (int read; (read = image.bytes().read(chunk)) >= 0;) {
            rest += read;
            if (rest > LONGEST_REST) {
                throw malformed("unpacks to more than " + LONGEST_REST + " bytes beyond its voxels, expected its end");
            }
        }
        if (image.hasTrailingBytes()) {
            warnings.add("bytes that are no gzip data follow its gzip data; they are left out");
        }
    }

    private MalformedFileException malformed(String problem) {
        return new MalformedFileException(file, problem);
    }
}

package dev.factorizer.io.images;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.transforms.ResampleToMatch;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Files of one volume, each resampled onto the first one's grid if it lies on another.
 *
 * @param files in the order of the channels
 */
record ResampledFiles(List<Path> files) {
    Volume read() throws IOException {
        Volume first = Volumes.read(files.subList(0, Math.min(1, files.size())));
        List<float[]> parts = new ArrayList<>(List.of(first.voxels()));
        List<String> names = new ArrayList<>(Collections.nCopies(first.channels(), files.getFirst().toString()));
        Set<String> warnings = new LinkedHashSet<>(first.warnings());
        long values = first.voxels().length;
        for (Path file : files.subList(1, files.size())) {
            Volume part = moved(Volumes.read(file), first, file, warnings);
            parts.add(part.voxels());
            names.addAll(Collections.nCopies(part.channels(), file.toString()));
            values += part.voxels().length;
        }
        if (values > Integer.MAX_VALUE - 16) {
            throw new MalformedFileException(files.getLast(), "with the files before it makes " + values + " values, expected less than 2³¹");
        }
        float[] voxels = parts.size() == 1 ? first.voxels() : new float[(int) values];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, voxels, at, part.length);
            at += part.length;
        }
        return new Volume(new VolumeFrame(first.grid(), first.header(), List.copyOf(warnings)), names.size(), voxels, names);
    }

    private Volume moved(Volume part, Volume first, Path file, Set<String> warnings) {
        warnings.addAll(part.warnings());
        if (part.grid().isNear(first.grid(), Volumes.TOLERANCE)) {
            return part;
        }
        warnings.add(Printable.of(file + ": its " + part.grid().describeSizes() + " voxels were resampled onto the grid of " + files.getFirst()
                + ", " + first.grid().describeSizes() + " voxels"));
        return ResampleToMatch.image().apply(part, first.grid());
    }
}

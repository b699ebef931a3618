package com.example.segment;

import module dev.factorizer.models;
import java.io.IOException;
import java.nio.file.Path;

/** Arguments: BUNDLE SCAN LABELS. The scan is a file or a folder of DICOM, the labels are written as NIfTI on its grid. */
public final class SegmentVolume {
    public static void main(String[] arguments) throws IOException {
        try (Backend backend = Backends.best(); Segmenter segmenter = Segmenter.open(Path.of(arguments[0]), backend)) {
            Segmentation found = segmenter.segment(Volumes.read(Path.of(arguments[1])));
            Volumes.writeLabels(found.labels(), Path.of(arguments[2]));
            found.regions().forEach(region -> System.out.printf("%s: %.2f ml%n", region, found.millilitersOf(region)));
        }
    }
}

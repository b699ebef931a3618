package dev.factorizer.io.dicom.series;

import dev.factorizer.io.volume.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealSeriesTest {
    @Test
    void look() throws Exception {
        Path data = Path.of("../../shared/data");
        for (Path p : List.of(data.resolve("dicom-series/hippocampus"), data.resolve("dicom"), data.resolve("dicom-series/ct"))) {
            DicomCollection c = DicomCollection.of(p);
            for (DicomSeries s : c.series()) {
                System.out.println(s.describe());
                try {
                    Volume v = s.read();
                    System.out.println("   " + v + " " + v.grid().affine());
                    v.warnings().forEach(w -> System.out.println("   w: " + w));
                } catch (Exception e) {
                    System.out.println("   " + e);
                }
            }
        }
    }
}

package dev.factorizer.models.prediction;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.images.ScanFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One of many scans that are segmented.
 *
 * @param id the case in its data set
 * @param scan its files
 * @param name how the names of its results begin
 */
public record PredictionJob(String id, ScanFiles scan, String name) {
    /**
     * {@return a job for each case, named by its id; folders in an id become part of the name}
     *
     * @param cases the cases
     * @param resampled whether channels on other grids than the first are resampled
     * @throws IllegalArgumentException if two results would have the same name
     */
    public static List<PredictionJob> of(List<DataCase> cases, boolean resampled) {
        List<PredictionJob> jobs = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (DataCase one : cases) {
            String name = one.id().replaceAll("[/\\\\:]", "_");
            // Some systems don't tell capitals from other letters.
            String same = names.putIfAbsent(name.toLowerCase(Locale.ROOT), one.id());
            if (same != null) {
                throw new IllegalArgumentException("cases " + same + " and " + one.id() + " would both be written as " + name
                        + "_seg.nii.gz; give them different ids");
            }
            ScanFiles scan = ScanFiles.of(one.images());
            jobs.add(new PredictionJob(one.id(), resampled ? scan.withResampling() : scan, name));
        }
        return jobs;
    }
}

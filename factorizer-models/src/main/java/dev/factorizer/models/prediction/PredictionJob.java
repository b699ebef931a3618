package dev.factorizer.models.prediction;

import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.images.ScanFiles;
import java.io.IOException;
import java.nio.file.Path;
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
        for (DataCase one : cases) {
            ScanFiles scan = ScanFiles.of(one.images());
            jobs.add(new PredictionJob(one.id(), resampled ? scan.withResampling() : scan, one.id().replaceAll("[/\\\\:]", "_")));
        }
        requireDifferentNames(jobs);
        return jobs;
    }

    /**
     * {@return a job for each scan in a folder, in the order of their names: files {@code CASE_0000}, {@code CASE_0001} … are the channels
     * of one, as nnU-Net names them; any other image is a scan of its own. Results of other predictions in the folder are none}
     *
     * @param folder a folder with images in it
     * @param channels how many the models have
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if a channel is missing, or two results would have the same name
     */
    public static List<PredictionJob> in(Path folder, int channels) throws IOException {
        List<PredictionJob> jobs = ScanFolder.of(folder).jobs(channels);
        requireDifferentNames(jobs);
        return jobs;
    }

    private static void requireDifferentNames(List<PredictionJob> jobs) {
        Map<String, String> names = new HashMap<>();
        for (PredictionJob job : jobs) {
            // Some systems don't tell capitals from other letters.
            String same = names.putIfAbsent(job.name().toLowerCase(Locale.ROOT), job.id());
            if (same != null) {
                throw new IllegalArgumentException("cases " + same + " and " + job.id() + " would both be written as " + job.name()
                        + "_seg.nii.gz; give them different " + (same.equals(job.id()) ? "names" : "ids"));
            }
        }
    }

    /** {@return the same, where channels on other grids than the first are resampled onto that one} */
    public PredictionJob withResampling() {
        return new PredictionJob(id, scan.withResampling(), name);
    }
}

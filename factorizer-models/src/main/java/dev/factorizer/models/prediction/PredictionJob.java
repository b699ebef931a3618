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
import java.util.Optional;

/**
 * One of many scans that are segmented.
 *
 * @param id the case in its data set
 * @param scan its files
 * @param name how the names of its results begin
 * @param fault why it can't be segmented; empty where nothing is known against it
 */
public record PredictionJob(String id, ScanFiles scan, String name, Optional<String> fault) {
    /**
     * A scan that nothing is known against.
     *
     * @param id the case in its data set
     * @param scan its files
     * @param name how the names of its results begin
     */
    public PredictionJob(String id, ScanFiles scan, String name) {
        this(id, scan, name, Optional.empty());
    }

    /**
     * {@return its files, to be segmented}
     *
     * @throws IllegalArgumentException if there is a {@linkplain #fault fault}: one such scan doesn't stop those before it
     */
    @Override
    public ScanFiles scan() {
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
        return scan;
    }

    /** {@return its files, whether they can be segmented or not} */
    public List<Path> files() {
        return scan.files();
    }

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
     * of one, as nnU-Net names them; any other image is a scan of its own. Results of other predictions in the folder are none. A scan that
     * lacks a channel, or whose results would have the name of another's, has a {@linkplain #fault fault}}
     *
     * @param folder a folder with images in it
     * @param channels how many the models have
     * @throws IOException if it can't be read
     */
    public static List<PredictionJob> in(Path folder, int channels) throws IOException {
        List<PredictionJob> jobs = ScanFolder.of(folder).jobs(channels);
        Map<String, String> names = new HashMap<>();
        return jobs.stream().map(job -> job.sharedName(names).map(job::withFault).orElse(job)).toList();
    }

    private static void requireDifferentNames(List<PredictionJob> jobs) {
        Map<String, String> names = new HashMap<>();
        for (PredictionJob job : jobs) {
            Optional<String> shared = job.sharedName(names);
            if (shared.isPresent()) {
                throw new IllegalArgumentException(shared.get());
            }
        }
    }

    /** What is wrong if one before has the same name; if not, its own is remembered. */
    private Optional<String> sharedName(Map<String, String> names) {
        // Some systems don't tell capitals from other letters.
        String same = names.putIfAbsent(name.toLowerCase(Locale.ROOT), id);
        return same == null ? Optional.empty() : Optional.of("cases " + same + " and " + id + " would both be written as " + name
                + "_seg.nii.gz; give them different " + (same.equals(id) ? "names" : "ids"));
    }

    /**
     * {@return the same as one that can't be segmented}
     *
     * @param sentence why
     */
    PredictionJob withFault(String sentence) {
        return new PredictionJob(id, scan, name, fault.isPresent() ? fault : Optional.of(sentence));
    }

    /** {@return the same, where channels on other grids than the first are resampled onto that one} */
    public PredictionJob withResampling() {
        return new PredictionJob(id, scan.withResampling(), name, fault);
    }
}

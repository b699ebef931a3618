package dev.factorizer.io.cache;

/**
 * What a cache was good for so far.
 *
 * @param found cases that were there
 * @param prepared cases that were prepared
 * @param damaged of these, those whose file was damaged, deleted or about to be
 */
public record CacheUse(long found, long prepared, long damaged) {
    /** {@return one sentence for people} */
    public String describe() {
        return found + " cases were in the cache, " + prepared + " were prepared"
                + (damaged == 0 ? "" : ", " + damaged + " of them because their file could not be read");
    }
}

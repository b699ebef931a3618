package dev.factorizer.models.explanation;

/**
 * What the component maps of a layer will take, known before the network runs.
 *
 * @param layer its name
 * @param maps how many there are: shifts · heads · rank
 * @param windows how many times the network runs
 * @param heapBytes on the Java heap, beside the scan itself: the maps on the network's grid, and the way back for one of them
 */
public record ComponentPlan(String layer, long maps, int windows, long heapBytes) { }

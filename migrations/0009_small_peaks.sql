-- Of a file of peaks: its small ones, which lists draw. Files from before have none until they are asked for.
alter table files add column small_peaks smallint[]
  constraint files_small_peaks check (cardinality(small_peaks) = 64);

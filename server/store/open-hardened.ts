import { DuckDBInstance } from '@duckdb/node-api';

/**
 * A database file opened to be read and nothing else: no writing, no other files, no network, no
 * extensions, bounded memory, nothing spilt to disk, and no way to change any of it.
 *
 * @param memoryLimit as DuckDB reads it: `96MB`
 */
export function openHardened(
  path: string,
  { memoryLimit, threads }: { readonly memoryLimit: string; readonly threads: number },
): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    memory_limit: memoryLimit,
    threads: String(threads),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    // Settings are applied in this order; shutting external access shuts `temp_directory` too.
    temp_directory: '',
    enable_external_access: 'false',
    lock_configuration: 'true',
  });
}

create trigger device_whistles_no_update before update on device_whistles begin select raise(abort, 'device_whistles is append-only'); end;
--> statement-breakpoint
create trigger device_whistles_no_delete before delete on device_whistles begin select raise(abort, 'device_whistles is append-only'); end;
--> statement-breakpoint
create trigger proxy_collections_no_update before update on proxy_collections begin select raise(abort, 'proxy_collections is append-only'); end;
--> statement-breakpoint
create trigger proxy_collections_no_delete before delete on proxy_collections begin select raise(abort, 'proxy_collections is append-only'); end;

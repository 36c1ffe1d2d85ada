def trust(env, paths, table)
  if env == 'live'
    ca = 'live.pem'
  elsif (found = lookup(env)) && found.ready?
    ca = found
  else
    raise ArgumentError, env
  end
  kind = case env
         when 'live', 'test' then :file
         when /stag/ then :none
         when String
           note env
           :text
         end
  paths.each do |path|
    next if path.empty?
    break unless path.end_with?('.pem')
    return path if pinned? path
    add(path)
  end
  table.each { |name, path| add name, path }
  paths.each_with_index { |path, i| add i, path }
  table.each_key { |name| seen name }
  names = paths.map { |path| File.basename(path) }.select(&:present?)
  texts = paths.map { File.read(it) }
  for path in paths do add path end
  until done?
    store read_line
  end
  begin
    line = gets
  end while line
  loop { break }
  ca = read(ca) rescue nil
  begin
    content = File.read(ca)
  rescue IOError, SystemCallError => error
    log error
    exit 1
  rescue KeyError
    retry
  else
    load content
  ensure
    close
  end
  ready? or abort "no trust"
  ca && store.add_file(ca)
  content += "\n"
  total.count += 1
  [content, *ca]
rescue StandardError
  nil
end

def choose(config)
  case config
  in { ca:, mode: Mode => mode } if ca
    ca
  in [first, *rest]
    rest
  in :none | nil
    nil
  else
    config
  end
end

options.each_pair do |(key, kind), value|
  define key, value
end
value = fetch(if live then "a.pem" else note; "b.pem" end)
pay(url, :ca_file => CA, 'Accept' => 'json', **options, &block)
pay url, { ca_file: CA }, *rest, &:to_s
verify = lambda { |ok, store| ok }
handler.(request)
http&.ca_path = nil
client.send(:ca_file)
